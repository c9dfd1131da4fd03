// The module of the check as its worker finds it beside it.

export {};
