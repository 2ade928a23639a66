import assert from "node:assert/strict";
import { ORDINARY_USER } from "../../policies/support/ids";
import { policyArguments } from "../../policies/support/policies";
import { carrier, code, component, type Wanted } from "./support/program-text";
import { workbench } from "./support/workbench";

/** A resource whose outputs are unknown until it is deployed. */
const SOURCE: Wanted = { resource: "random:index/randomString:RandomString", name: "source", args: { length: 8 } };
const unknown = code("source.id");

describe("ways past the pack", () => {
  const bench = workbench();

  const rejected = async (rule: RegExp, ...resources: readonly Wanted[]) => {
    bench.declare(...resources);
    const { status, output } = await bench.preview();
    assert.equal(status, 1, output);
    assert.match(output, rule);
    assert.doesNotMatch(output, /\[advisory\]/);
    return output;
  };

  for (const [what, args] of Object.entries({
    "conditions as a whole": { ...policyArguments(), conditions: unknown },
    "a weak policy's display name": { ...policyArguments({ state: "disabled" }), displayName: unknown },
  }))
    it(`${what} that is known only after deployment is rejected, and isn't only advice`, () =>
      rejected(/\[mandatory\].*no-mfa-bypass/, SOURCE, carrier(args)));

  it("a generic action on the policy of the same stack is rejected", async () => {
    const resourceUrl = "identity/conditionalAccess/policies";
    const args = { resourceUrl, action: code("azureManagementMfa.objectId"), method: "DELETE" };
    const action: Wanted = { resource: "msgraph:index/resourceAction:ResourceAction", name: "action", args };
    const output = await rejected(/\[mandatory\].*protected-baseline/, carrier(policyArguments()), action);
    assert.match(output, /the protected policy `azure-management-mfa` of this stack/);
  });

  it("secrets in the policy aren't printed", async () => {
    const secret = (text: string) => code(`pulumi.secret(${JSON.stringify(text)})`);
    const output = await rejected(
      /\[mandatory\]/,
      carrier({
        displayName: secret("planted-name"),
        state: secret("planted-state"),
        conditions: secret("planted-conditions"),
        grantControls: { operator: secret("planted-operator"), builtInControls: [secret("planted-control")] },
      }),
    );
    const said = output.slice(output.indexOf("Policies:"));
    assert.doesNotMatch(said, /planted/);
  });

  it("changes that are ignored are rejected", () =>
    rejected(/\[mandatory\].*ignore-changes/, carrier(policyArguments(), { ignoreChanges: ["conditions.users"] })));

  it("a weak policy within a component is rejected, as is one with an alias", async () => {
    const parent = component("component");
    const weak = policyArguments({ state: "disabled" });
    await rejected(/no-mfa-bypass/, parent, carrier(weak, { parent: code("component") }));
    await rejected(/no-mfa-bypass/, carrier(weak, { aliases: [{ name: "older" }] }));
  });

  it("a second policy of the same name at another provider doesn't stand in for the first", () => {
    const elsewhere: Wanted = { resource: "Provider", name: "elsewhere", args: { tenantId: ORDINARY_USER } };
    const options = { provider: code("elsewhere"), parent: code("component") };
    const standIn: Wanted = { ...carrier(policyArguments(), options), variable: "standIn" };
    const own = carrier(policyArguments({ state: "disabled" }));
    return rejected(/no-mfa-bypass/, elsewhere, component("component"), standIn, own);
  });
});
