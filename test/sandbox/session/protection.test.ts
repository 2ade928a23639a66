import assert from "node:assert/strict";
import { shellQuoted } from "../../../sandbox/processes/child";
import { protectionAdvice } from "../../../sandbox/session/protection";

const policy = { urn: "urn:x::it's", type: "t", id: "1", protect: true, inputs: { displayName: "Require MFA" } };

describe("the advice after a refused destroy", () => {
  it("names what is protected, what that means, and how to go on", () => {
    assert.equal(
      protectionAdvice([policy, { ...policy, urn: "urn:free", protect: false }], "npm run sandbox --"),
      `
The stack has a protected resource, which \`destroy\` doesn't delete:
  Require MFA
Protection keeps you from removing the MFA requirement by accident: without the policy a stolen password is enough
for Azure management. To make the policy report-only instead, set \`enforcement\` to \`report-only\`.
If you do want to remove it, remove the protection and destroy again:
  npm run sandbox -- state unprotect 'urn:x::it'\\''s' --yes
  npm run sandbox -- destroy --yes
The next \`up\` creates it again and protects it.`,
    );
  });

  it("is not given when nothing is protected, and quotes for a shell what came from elsewhere", () => {
    assert.equal(protectionAdvice([{ ...policy, protect: false }], "npm run sandbox --"), undefined);
    assert.equal(shellQuoted("a'; rm -rf $HOME"), `'a'\\''; rm -rf $HOME'`);
  });
});
