import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { SETTINGS } from "../../src/program/settings";

describe("a project made by `pulumi new`", () => {
  it("is asked for settings that the program reads, and for the tenant that the provider reads", () => {
    const { template } = parse(readFileSync("Pulumi.yaml", "utf8"));
    const { "azuread:tenantId": tenant, ...own } = template.config;
    assert.ok(tenant);
    for (const [key, question] of Object.entries<{ readonly default?: string }>(own)) {
      assert.ok(key in SETTINGS, key);
      const reader = SETTINGS[key as keyof typeof SETTINGS];
      if (question.default !== undefined) assert.notEqual(reader.read(question.default), undefined, key);
    }
  });
});
