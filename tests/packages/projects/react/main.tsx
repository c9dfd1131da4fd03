import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type {} from "luzhou-gazette/react";
import "luzhou-gazette/element";

const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };

function Page() {
  const [text, setText] = useState("");
  return (
    <>
      <luzhou-calculator
        name="home-purchase-subsidy"
        as-of="2024-03-01"
        answers={answers}
        onluzhou-result={({ detail }) => setText(detail.figures[0]?.text ?? "")}
      />
      <output>{text}</output>
    </>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);

// @ts-expect-error no calculator has this name
void (<luzhou-calculator name="home-purchase" />);
// @ts-expect-error no hospital has this tier
void (<luzhou-price-check tier="4A" />);
