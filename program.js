// What the engine runs: index.ts and all that it imports. Pulumi would type-check each of these files in every preview;
// their types are checked by `npm test`. Here they are only stripped, once for each state of the sources.

require("./launch/insist-on-node").insistOnNode(require("./package.json"));
module.exports = require("./launch/launch").load(__dirname, "index.ts");
