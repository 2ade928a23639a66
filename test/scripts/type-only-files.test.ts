import assert from "node:assert/strict";
import { isTypeOnly } from "../../scripts/checks/type-only-files";

describe("a file that coverage doesn't count", () => {
  it("has types, and imports for them", () => {
    assert.ok(isTypeOnly('/** A pair. */\nexport interface Pair { readonly of: Id }\nimport type { Id } from "./id";'));
    assert.ok(isTypeOnly('export type { Id } from "./id";'));
  });

  it("has nothing that runs, or that another file loads", () => {
    assert.ok(!isTypeOnly("export const ONE: number = 1;"));
    assert.ok(!isTypeOnly('export { one } from "./one";'));
    assert.ok(!isTypeOnly('import "./at-once";'));
  });
});
