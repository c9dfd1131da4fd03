// CommonJS by import(), in which every resolution agrees; compiled, not run.

export async function subsidy(): Promise<string | undefined> {
  const { calculate } = await import("luzhou-gazette");
  return calculate("home-purchase-subsidy", { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" }).figures[0]?.text;
}
