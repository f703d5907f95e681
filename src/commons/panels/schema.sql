-- Draws of bodies that are filled by lot: who came forward, the frozen pool, the order drawn, who answered what.

CREATE TABLE {panels_draws} (
    draw BIGINT PRIMARY KEY,
    body TEXT NOT NULL,
    seats BIGINT NOT NULL,
    at_least TEXT NOT NULL,         -- seats kept for classes, as JSON
    drawn_from TEXT NOT NULL,
    term BIGINT NOT NULL,
    stage TEXT NOT NULL,
    called_at BIGINT NOT NULL,
    asking_until BIGINT NOT NULL,
    waiting_time BIGINT NOT NULL,
    answer_time BIGINT NOT NULL,
    rest BIGINT NOT NULL,
    frozen_entry BIGINT,
    draw_at BIGINT,
    seed BYTEA,
    seed_entry BIGINT,
    drawn_entry BIGINT,
    seated_entry BIGINT,
    seated_at BIGINT,
    term_ends_at BIGINT,
    call_again_at BIGINT            -- so that the next panel can sit when the term ends; none once it was called
);
CREATE INDEX {panels_draws_body} ON {panels_draws} (body, draw);

CREATE TABLE {panels_volunteers} (draw BIGINT NOT NULL, member BIGINT NOT NULL, PRIMARY KEY (draw, member));

CREATE TABLE {panels_resting} (draw BIGINT NOT NULL, member BIGINT NOT NULL, PRIMARY KEY (draw, member));

CREATE TABLE {panels_strata} (
    draw BIGINT NOT NULL,
    place BIGINT NOT NULL,          -- of the class in the charter
    class TEXT NOT NULL,
    members BIGINT NOT NULL,
    seats BIGINT NOT NULL,
    PRIMARY KEY (draw, place)
);

-- The pool, and once the lots are drawn its order.
CREATE TABLE {panels_places} (
    draw BIGINT NOT NULL,
    member BIGINT NOT NULL,
    class TEXT NOT NULL,
    place BIGINT,                   -- within the class, from 1; none before the lots are drawn
    state TEXT NOT NULL,
    asked_until BIGINT,
    PRIMARY KEY (draw, member)
);
CREATE INDEX {panels_places_asked} ON {panels_places} (state, asked_until);
