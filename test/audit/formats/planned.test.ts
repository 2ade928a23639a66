import assert from "node:assert/strict";
import { AUDIT_FORMATS, type AuditFormat } from "../../../src/bundle/reports";
import { printed } from "../printed";
import { auditedTenant } from "../tenants/audited-tenants";
import { SHAPES } from "./shapes";

const IN_WORDS = /policies\W+(are )?as pulumi preview\s+plans\s+them, not\s+as\s+they\s+are\s+in\s+the\s+tenant/i;

/** How each format says it; the list of people has no room for it. */
const SAYS: { readonly [F in Exclude<AuditFormat, "csv">]: (text: string) => void } = {
  human: (text) => assert.match(text, IN_WORDS),
  html: (text) => assert.match(text.replaceAll(/<[^>]*>/g, " "), IN_WORDS),
  markdown: (text) => assert.match(text, IN_WORDS),
  json: (text) => assert.equal(JSON.parse(text).plannedBy, "pulumi preview"),
  sarif: (text) => assert.match(JSON.parse(text).runs[0].automationDetails.description.text, IN_WORDS),
  junit: (text) => assert.match(text, IN_WORDS),
};

describe("an audit of policies that are planned", () => {
  const { tenant, register } = auditedTenant("compliant");

  for (const format of AUDIT_FORMATS)
    if (format !== "csv")
      it(`says in ${format} that they are, and keeps its shape; of those that are there it doesn't say so`, async () => {
        const text = await printed({ tenant: { ...tenant, plannedBy: "pulumi preview" }, register }, format);
        SAYS[format](text);
        if (format !== "human") await SHAPES[format](text);
        assert.doesNotMatch(await printed({ tenant, register }, format), /pulumi preview/);
      });
});
