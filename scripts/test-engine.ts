import { finish } from "./checks/finish";
import { runChecks } from "./checks/run-checks";

/** `npm run test:engine`: every end-to-end case on the real engine. */
runChecks([
  {
    title: "every flow on the real engine",
    command: ["mocha", "--config", ".mocharc.engine.json", "test/engine/**/*.test.ts"],
  },
]).then(finish);
