// The elements in JSX of React 19: `import type {} from "luzhou-gazette/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { Answers, LuzhouCalculatorAttributes, LuzhouCalculatorElement, LuzhouCalculatorEventMap } from "./luzhou-gazette-element.js";
import type { LuzhouPriceCheckAttributes, LuzhouPriceCheckElement, LuzhouPriceCheckEventMap } from "./luzhou-gazette-check-element.js";

/** An element's own events, as React writes listeners of elements that are not its own. */
type Listeners<Events> = {
  [Type in keyof Events & `luzhou-${string}` as `on${Type}`]?: (event: Events[Type]) => void;
};

/** The questions of the calculators are attributes too. */
type Questions = { [key in `${string}_${string}`]?: string | number | boolean };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "luzhou-calculator": DetailedHTMLProps<HTMLAttributes<LuzhouCalculatorElement>, LuzhouCalculatorElement> &
        LuzhouCalculatorAttributes &
        Listeners<LuzhouCalculatorEventMap> &
        Questions & { answers?: Answers };
      "luzhou-price-check": DetailedHTMLProps<HTMLAttributes<LuzhouPriceCheckElement>, LuzhouPriceCheckElement> &
        LuzhouPriceCheckAttributes &
        Listeners<LuzhouPriceCheckEventMap>;
    }
  }
}
