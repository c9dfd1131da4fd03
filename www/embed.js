// The classic script: everything in one file, for a page that knows nothing of modules.

import { register } from "./element.js";

register();
