// The policy runner type-checks TypeScript at every start, whatever the pack's tsconfig.json says. Types are checked
// where the pack is developed; here they are only stripped, which takes a fraction of the time.
require("tsx/cjs/api").register();
require("./index.ts");
