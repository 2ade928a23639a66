import assert from "node:assert/strict";
import { shellQuoted } from "../../../sandbox/processes/child";
import { protectionAdvice } from "../../../sandbox/session/protection";

const policy = { urn: "urn:x::it's", type: "t", id: "1", protect: true, inputs: { displayName: "Require MFA" } };

describe("the advice after a refused destroy", () => {
  it("names what is protected, what that means, and how to go on", () => {
    assert.equal(
      protectionAdvice([policy, { ...policy, urn: "urn:free", protect: false }], "npm run sandbox --"),
      `
The stack has a protected resource, and \`destroy\` refuses those:
  Require MFA
Protection is there so that nobody removes the MFA requirement by accident: without the policy a stolen password is
enough for Azure management. To turn the policy into report-only instead, set \`enforcement\` to \`report-only\`.
To remove it all the same, take the protection away and destroy again:
  npm run sandbox -- state unprotect 'urn:x::it'\\''s' --yes
  npm run sandbox -- destroy --yes
The next \`up\` creates and protects it again.`,
    );
  });

  it("is not given when nothing is protected", () => {
    assert.equal(protectionAdvice([{ ...policy, protect: false }], "npm run sandbox --"), undefined);
  });

  it("quotes for a shell what came from elsewhere", () => {
    assert.equal(shellQuoted("a'; rm -rf $HOME"), `'a'\\''; rm -rf $HOME'`);
  });
});
