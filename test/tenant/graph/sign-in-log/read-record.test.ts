import assert from "node:assert/strict";
import { AZURE_MANAGEMENT } from "../../../../src/law/model/ids";
import { readRecord } from "../../../../src/tenant/graph/sign-in-log/read-record";

const RECORD = {
  createdDateTime: "2026-09-10T08:15:00Z",
  userId: "bbbbbbbb-0000-4000-8000-000000000001",
  resourceId: AZURE_MANAGEMENT,
  status: { errorCode: 0 },
  authenticationRequirement: "multiFactorAuthentication",
  authenticationDetails: [{ authenticationMethod: "Password", succeeded: true }],
  appliedConditionalAccessPolicies: [{ id: "eeeeeeee-0000-4000-8000-000000000001", result: "success" }],
};

const ROW = {
  TimeGenerated: RECORD.createdDateTime,
  UserId: RECORD.userId,
  ResourceId: "/tenants/cccccccc-0000-4000-8000-000000000001/providers/Microsoft.aadiam",
  ResourceIdentity: AZURE_MANAGEMENT,
  ResultType: "0",
};

describe("a record of the sign-in log", () => {
  it("is about the resource of a table's row, not about the log's own address", () =>
    assert.equal(readRecord(ROW).kind, "signIn"));

  for (const resource of [null, undefined, ""])
    it(`is unreadable if the row of a table has ${JSON.stringify(resource)} as the resource`, () =>
      assert.equal(readRecord({ ...ROW, ResourceIdentity: resource }).kind, "unreadable"));

  for (const twice of [
    { Status: { errorCode: 50126 } },
    { AuthenticationDetails: [] },
    { AppliedConditionalAccessPolicies: [] },
    { UserId: "aaaaaaaa-0000-4000-8000-000000000001" },
    { ResourceId: "aaaaaaaa-0000-4000-8000-000000000001" },
    { ID: "1", id: "2" },
  ])
    it(`is unreadable if it has a key in two spellings, as with ${JSON.stringify(twice)}`, () => {
      assert.equal(readRecord({ ...RECORD, ...twice }).kind, "unreadable");
      assert.equal(readRecord({ properties: { ...RECORD, ...twice } }).kind, "unreadable");
    });

  it("shows no MFA that its details, in other letters, don't show", () => {
    const { authenticationDetails, ...rest } = RECORD;
    const read = readRecord({ ...rest, Id: "1", authenticationdetails: authenticationDetails });
    assert.ok(read.kind === "signIn");
    assert.equal(read.signIn.mfa, undefined);
  });
});
