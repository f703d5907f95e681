// Points of the map on which opinions are shown.
#pragma once

namespace reef::opinion {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
    Point& operator+=(Point other) {
        x += other.x;
        y += other.y;
        return *this;
    }
};

inline Point operator*(double factor, Point point) { return {factor * point.x, factor * point.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double squared_distance(Point a, Point b) { return dot(a - b, a - b); }

} // namespace reef::opinion
