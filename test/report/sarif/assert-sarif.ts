import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

/** The parts of a log that tests read. */
export interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
    readonly automationDetails: { readonly id: string };
    readonly results: readonly SarifResult[];
  }[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly properties: { readonly tags: readonly string[]; readonly "security-severity"?: string };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
      readonly region: { readonly startLine: number; readonly startColumn?: number };
    };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

const isUri = (text: string): boolean => URL.canParse(text);
const isUriReference = (text: string): boolean => URL.canParse(text, "file:///");
const isDateTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

// The schema uses draft 4. The only difference that matters here is the name of `$id`.
const { id, $schema, ...schema } = JSON.parse(readFileSync(join(__dirname, "sarif-2.1.0-rtm.5.json"), "utf8"));
const formats = { uri: isUri, "uri-reference": isUriReference, "date-time": isDateTime };
const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile({
  $id: id,
  ...schema,
});

/** Fails unless the text is SARIF 2.1.0 by its schema, and such that code scanning takes it. @returns what it says */
export function assertSarif(text: string): SarifLog {
  const log: unknown = JSON.parse(text);
  assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
  const { runs } = log as SarifLog; // by the schema
  for (const { tool, results } of runs) for (const result of results) assertShown(result, tool.driver.rules);
  return { runs };
}

/** What code scanning asks for beyond the schema. @see docs.github.com, "SARIF support for code scanning" */
function assertShown({ ruleId, ruleIndex, locations, partialFingerprints }: SarifResult, rules: readonly SarifRule[]) {
  assert.equal(rules[ruleIndex]?.id, ruleId);
  assert.equal(locations.length, 1);
  for (const { physicalLocation } of locations) {
    const { uri } = physicalLocation.artifactLocation;
    assert.doesNotMatch(uri, /^\/|^[a-z]+:|(^|\/)\.\.?(\/|$)|\\/i, "a location is relative, within the repository");
    assert.ok(physicalLocation.region.startLine >= 1);
  }
  assert.match(partialFingerprints.primaryLocationLineHash, /^[0-9a-f]{16}:\d+$/);
}
