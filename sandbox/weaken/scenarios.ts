/** A change to one line of the program, its register or its settings, as a colleague might make it in good faith. */
export type Weakening = {
  /** What the change does, as a sentence without its subject: `asks browsers only`. */
  readonly does: string;
  /** What rejects the change, if it is the same in each stack. */
  readonly by?: "the policy pack";
  /** The path of the changed file in the project. */
  readonly file: string;
  /** The text that the change replaces. It must be in the file exactly once. */
  readonly from: string;
  readonly to: string;
};

const SECOND_BREAK_GLASS = `  - user: bbbbbbbb-0000-4000-8000-000000000002
    kind: break-glass
    reason: Emergency access; sealed FIDO2 key in another building
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31
`;

const CHANGES = {
  "browsers-only": {
    does: "asks for MFA in browsers only; the Azure CLI then needs only a password",
    by: "the policy pack",
    file: "index.ts",
    from: `clientAppTypes: ["all"]`,
    to: `clientAppTypes: ["browser"]`,
  },
  "compliant-device": {
    does: "accepts a compliant device in place of MFA",
    by: "the policy pack",
    file: "index.ts",
    from: `builtInControls: ["mfa"]`,
    to: `builtInControls: ["mfa", "compliantDevice"]`,
  },
  "exclude-role": {
    does: "excludes every Global Administrator",
    by: "the policy pack",
    file: "index.ts",
    from: `excludedGroups: idsIn(register, "group"),`,
    to: `excludedGroups: idsIn(register, "group"), excludedRoles: ["62e90394-69f5-4237-9190-012177145e10"],`,
  },
  unprotect: {
    does: "lets `destroy` delete the policy",
    by: "the policy pack",
    file: "index.ts",
    from: "{ protect: true }",
    to: "{ protect: false }",
  },
  "one-break-glass": {
    does: "leaves only one break-glass account in the register", // in report-only mode the program lets it through to the pack
    file: "config/dev.yaml",
    from: SECOND_BREAK_GLASS,
    to: "",
  },
} as const satisfies { readonly [name: string]: Weakening };

/** The changes of `npm run sandbox -- weaken` by name, in the order that the list shows. */
export const WEAKENINGS: ReadonlyMap<string, Weakening> = new Map<string, Weakening>(Object.entries(CHANGES));
