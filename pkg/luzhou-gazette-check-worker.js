// The worker of the module: the module runs in it again, and knows by the worker's name what it is there for.

import "./luzhou-gazette-check-module.js";
