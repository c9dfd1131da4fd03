const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => (document.querySelector("output").textContent = data);
worker.postMessage({ contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" });
