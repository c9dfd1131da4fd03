// What is imported for what it does: a script or styles.

export {};
