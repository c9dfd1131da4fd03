// The three rules of the bench in two well-known rule engines: the same conditions and amounts. They answer with a
// number, and with neither citations, steps in words nor what is not known.

import { Engine, Rule } from "json-rules-engine";
import Publicodes from "publicodes";

const PLANS = { jiangyang: 3699, longmatan: 2778, naxi: 2738, luxian: 5932, hejiang: 6060, xuyong: 4736, gulin: 5157 };
const GROUPS = ["active_military", "veteran", "luzhou_rural_hukou", "non_luzhou_hukou", "two_or_three_children"];

/** A day as a number: 2024-02-29 is 20240229, and five years later is 50000 more. */
const digits = (day) => Number(day.replaceAll("-", ""));

/** json-rules-engine: `name` to a function from answers to a promise of the amount. */
export function jsonRulesEngine() {
  const home = new Engine([], { allowUndefinedFacts: true });
  home.addFact("five_years_on", async (_, almanac) => (await almanac.factValue("graduation")) + 50000);
  const is = (fact, operator, value) => ({ fact, operator, value });
  home.addRule(new Rule({
    conditions: {
      all: [
        is("contract", "greaterThanInclusive", 20240101),
        is("contract", "lessThanInclusive", 20240229),
        { any: [
          ...GROUPS.map((group) => is("group", "contains", group)),
          { all: [is("group", "contains", "graduate"), is("five_years_on", "greaterThan", { fact: "contract" })] },
        ] },
        is("central_urban_area", "equal", true),
        is("newly_built", "equal", true),
        is("home_order", "in", ["first", "second"]),
      ],
    },
    event: { type: "subsidy", params: { hundredths: 2 } },
  }));
  const relocation = new Engine();
  relocation.addRule(new Rule({
    conditions: { all: [is("households", "greaterThanInclusive", 1), is("district_standard", "greaterThanInclusive", 12000)] },
    event: { type: "known", params: { city: 15000 } },
  }));
  const blood = new Engine();
  for (const [district, plan] of Object.entries(PLANS)) {
    blood.addRule(new Rule({ conditions: { all: [is("district", "in", [district, "all"])] }, event: { type: "plan", params: { plan } } }));
  }
  // A district is one of the answers, not the other way round.
  blood.addOperator("in", (fact, values) => values.includes(fact));
  return {
    "home-purchase-subsidy": async (answers) => {
      const facts = { ...answers, contract: digits(answers.contract_date), graduation: digits(answers.graduation_date) };
      const { events } = await home.run(facts);
      return events.length ? (answers.price * events[0].params.hundredths) / 100 : 0;
    },
    "relocation-subsidy": async (answers) => {
      const { events } = await relocation.run(answers);
      return events.length ? answers.households * (events[0].params.city + answers.district_standard) : 0;
    },
    "blood-donation-quota": async (answers) => {
      const { events } = await blood.run(answers);
      return events.reduce((sum, event) => sum + event.params.plan, 0);
    },
  };
}

/** publicodes: `name` to a function from answers to the amount. */
export function publicodes() {
  const yes = (value) => (value ? "oui" : "non");
  const home = new Publicodes({
    contract: null, price: null, graduation: null, central: null, "newly built": null, order: null,
    ...Object.fromEntries([...GROUPS, "graduate"].map((group) => [group.replaceAll("_", " "), null])),
    "recent graduate": { "toutes ces conditions": ["graduate", "graduation + 50000 > contract"] },
    group: { "une de ces conditions": [...GROUPS.map((group) => group.replaceAll("_", " ")), "recent graduate"] },
    granted: {
      "toutes ces conditions": [
        "contract >= 20240101", "contract <= 20240229", "group", "central", "newly built", "order <= 2",
      ],
    },
    subsidy: { "applicable si": "granted", produit: ["price", "2%"] },
  });
  const relocation = new Publicodes({
    households: null, "district standard": null, city: 15000,
    known: {
      "applicable si": { "toutes ces conditions": ["households >= 1", "district standard >= 12000"] },
      produit: ["households", { somme: ["city", "district standard"] }],
    },
  });
  const blood = new Publicodes({
    district: null,
    ...Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [
      name, { valeur: plan, "applicable si": { "une de ces conditions": [`district = '${name}'`, "district = 'all'"] } },
    ])),
    plan: { somme: Object.keys(PLANS) },
  });
  return {
    "home-purchase-subsidy": (answers) => {
      const groups = [...GROUPS, "graduate"].map((group) => [group.replaceAll("_", " "), yes(answers.group.includes(group))]);
      home.setSituation({
        contract: digits(answers.contract_date), price: answers.price, graduation: digits(answers.graduation_date),
        central: yes(answers.central_urban_area), "newly built": yes(answers.newly_built),
        order: { first: 1, second: 2, third_or_more: 3 }[answers.home_order], ...Object.fromEntries(groups),
      });
      return home.evaluate("subsidy").nodeValue;
    },
    "relocation-subsidy": (answers) => {
      relocation.setSituation({ households: answers.households, "district standard": answers.district_standard });
      return relocation.evaluate("known").nodeValue;
    },
    "blood-donation-quota": (answers) => {
      blood.setSituation({ district: `'${answers.district}'` });
      return blood.evaluate("plan").nodeValue;
    },
  };
}
