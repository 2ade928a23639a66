// All npm scripts start here: `node scripts/run.js PROGRAM.ts [arguments]`. Any version of Node can read this file, so an old one
// prints a message and does nothing else.

require("./insist-on-node");

const { resolve } = require("node:path");
require("../launch/launch").launch(resolve(__dirname, ".."), process.argv[2]);
