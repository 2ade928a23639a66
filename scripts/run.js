// Every npm script comes through here: `node scripts/run.js PROGRAM.ts [arguments]`. A Node of any age can read it, so that
// an old one is told so in one line and does nothing.

require("./insist-on-node");

const { resolve } = require("node:path");
require("./launch/launch").launch(resolve(__dirname, ".."), process.argv[2]);
