// Medians, and tables of them.

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** The tenth part from below: what it takes when nothing else wants the machine. */
export const undisturbed = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 10)];

/** Prints rows of cells, the first column to the left. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => (column ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column])));
    console.log(`  ${cells.join("  ")}`);
  }
}
