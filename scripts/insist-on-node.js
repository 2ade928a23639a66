// The first program in package.json's scripts. With an old Node it prints a message and does nothing else.

require("../launch/insist-on-node").insistOnNode(require("../package.json"));
