//! The calculators (计算器), one file each, and the list of them. A new one is its file and, here, its
//! module and its line in `ALL`; one that only reads a decision table has no file but its table.

mod blood_donation_quota;
mod carbon_targets;
mod charging_places;
mod childcare_places;
mod consumption_support;
mod decided;
mod demolition_sequence;
mod document_openness;
mod donor_benefits;
mod example;
mod forest_fire_season;
mod home_purchase_subsidy;
mod illegal_construction_deadlines;
mod medical_fee;
mod policy_validity;
mod register;
mod relocation_budget;
mod relocation_subsidy;
mod road_names;
mod rule_of_law_figures;
mod shared;
mod situation;
mod talent_housing;
#[cfg(test)]
mod testing;
mod unit_donation_plan;
mod what_applies_to_me;

pub use example::{Example, examples};
pub(crate) use medical_fee::{full_charge, minimum_charge};
pub use policy_validity::year_of;
pub(crate) use register::is_named;
pub use register::{Audience, Calculator, Context, all, asked_of, calculate, find};
use situation::Situation;

/// The calculators, in the order in which they are offered.
static ALL: &[Calculator] = &[
    what_applies_to_me::CALCULATOR,
    relocation_subsidy::CALCULATOR,
    decided::RELOCATION_HOUSEHOLD,
    home_purchase_subsidy::CALCULATOR,
    talent_housing::CALCULATOR,
    medical_fee::CALCULATOR,
    donor_benefits::CALCULATOR,
    unit_donation_plan::CALCULATOR,
    blood_donation_quota::CALCULATOR,
    decided::FLEET_PURCHASE,
    illegal_construction_deadlines::CALCULATOR,
    demolition_sequence::CALCULATOR,
    forest_fire_season::CALCULATOR,
    consumption_support::CALCULATOR,
    road_names::CALCULATOR,
    rule_of_law_figures::CALCULATOR,
    relocation_budget::CALCULATOR,
    charging_places::CALCULATOR,
    childcare_places::CALCULATOR,
    policy_validity::CALCULATOR,
    carbon_targets::CALCULATOR,
    decided::PROJECT_GATE,
    document_openness::CALCULATOR,
];
