// The module as bundlers and edge runtimes give it: compiled, as bytes, or its address. Hand it to `startWith`.

declare const module: object;
export default module;
