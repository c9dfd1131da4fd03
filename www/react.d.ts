// The element in JSX of React 19: `import type {} from "luzhou-gazette/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { Answers, LuzhouCalculatorAttributes, LuzhouCalculatorElement, LuzhouCalculatorEventMap } from "./luzhou-gazette-element.js";

/** The element's own events, as React writes listeners of elements that are not its own. */
type Listeners = {
  [Type in "luzhou-ready" | "luzhou-result" | "luzhou-error" | "luzhou-open" as `on${Type}`]?: (event: LuzhouCalculatorEventMap[Type]) => void;
};

/** The questions of the calculators are attributes too. */
type Questions = { [key in `${string}_${string}`]?: string | number | boolean };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "luzhou-calculator": DetailedHTMLProps<HTMLAttributes<LuzhouCalculatorElement>, LuzhouCalculatorElement> &
        LuzhouCalculatorAttributes &
        Listeners &
        Questions & { answers?: Answers };
    }
  }
}
