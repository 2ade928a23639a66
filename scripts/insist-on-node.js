// What comes before any tool in package.json's scripts: an old Node is told so and does nothing.

require("./launch/insist-on-node").insistOnNode(require("../package.json"));
