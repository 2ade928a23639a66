import assert from "node:assert/strict";
import { startedTenant } from "../started-tenant";

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const SIGN_INS = "/beta/auditLogs/signIns";

describe("the local tenant's sign-in log", () => {
  const started = startedTenant({ pageSize: 50 });
  const list = async (query: string) => (await started.call("GET", `${SIGN_INS}?${query}`)).body;

  it("has a month of sign-ins from the start, the newest first, page by page", async () => {
    const records: { id: string; createdDateTime: string }[] = [];
    let path: string | undefined = `${SIGN_INS}?$top=120`;
    let pages = 0;
    while (path !== undefined) {
      const { body } = await started.call("GET", path);
      records.push(...body.value);
      path = body["@odata.nextLink"]?.slice(started.tenant.url.length);
      pages++;
    }
    assert.deepEqual([records.length, pages], [300, 3]);
    assert.equal(new Set(records.map(({ id }) => id)).size, 300);
    const times = records.map(({ createdDateTime }) => createdDateTime);
    assert.deepEqual(times, times.toSorted().toReversed());
  });

  it("is filtered by resource, by time and by the sort of sign-in", async () => {
    const all = (await list("$top=300")).value as { resourceId: string; createdDateTime: string }[];
    const middle = all[150]?.createdDateTime ?? "";
    const filter = `resourceId eq '${API}' and createdDateTime ge ${middle} and signInEventTypes/any(t: t eq 'interactiveUser')`;
    const found = (await list(`$top=300&$filter=${encodeURIComponent(filter)}`)).value;
    const expected = all.filter((one) => one.resourceId === API && one.createdDateTime >= middle);
    assert.equal(found.length, expected.length);
    assert.ok(found.length > 100);
  });
});
