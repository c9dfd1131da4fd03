//! Laws that hold for every calculator and whatever it is told: it answers or says what is wrong, and
//! everything that it answers has its source in the gazette.
//!
//! `answers` makes answers at random, `proof` says what holds of any result, `every` has the laws of every calculator,
//! `own` those of single ones.

#[path = "laws/answers.rs"]
mod answers;
mod common;
#[path = "laws/counted.rs"]
mod counted;
#[path = "laws/every.rs"]
mod every;
#[path = "laws/generated.rs"]
mod generated;
#[path = "laws/own.rs"]
mod own;
#[path = "laws/proof.rs"]
mod proof;
#[path = "common/record.rs"]
mod record;
