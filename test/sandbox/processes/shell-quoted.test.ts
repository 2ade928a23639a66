import assert from "node:assert/strict";
import { shellQuoted } from "../../../sandbox/processes/child";

it("A word from elsewhere is one word for a shell", () =>
  assert.equal(shellQuoted("a'; rm -rf $HOME"), `'a'\\''; rm -rf $HOME'`));
