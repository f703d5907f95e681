#include "math/measure/quantiles.hpp"
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace reef::measure {

double normal_quantile(double probability) { return quantile(boost::math::normal(), probability); }

double student_quantile(double probability, double degrees) {
    return quantile(boost::math::students_t(degrees), probability);
}

double chi_squared_quantile(double probability, double degrees) {
    return 2 * boost::math::gamma_p_inv(degrees / 2, probability);
}

double beta_quantile(double probability, double a, double b) { return boost::math::ibeta_inv(a, b, probability); }

} // namespace reef::measure
