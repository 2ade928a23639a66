// The policy runner type-checks TypeScript at every start, whatever a tsconfig.json says. Types are checked where
// the pack is developed; here they are only stripped, once for each state of the sources.

require("../launch/insist-on-node").insistOnNode(require("../package.json"));

const { resolve } = require("node:path");
require("../launch/launch").load(resolve(__dirname, ".."), "policies/index.ts");
