/** The recommendation that an audit is about. */
export const BENCHMARK = {
  title: "CIS Microsoft Azure Foundations Benchmark",
  version: "5.0.0",
  recommendation: "5.2.6",
  name: "Ensure that multifactor authentication is required for Windows Azure Service Management API",
  level: 1,
  assessment: "manual",
  /** What became of the recommendation in later versions. */
  later:
    "According to Prowler's copy, version 6.0 has no Conditional Access section: its 5.1.1 asks for security defaults, and its 5.1.3 for MFA for all users.",
} as const;

/** Requirements of another framework that this control helps to meet. */
export interface Mapping {
  /** The name with its version. */
  readonly framework: string;
  readonly requirements: readonly string[];
  /** The part of the requirement that is about this control. */
  readonly asks: string;
  readonly source: string;
}

const STANDARD = "the text of the requirement";
const CIS = "CIS, this recommendation";
const SCUBA = "CISA ScubaGear, baselines/aad.md";
const NIST_IN_SCUBA = `${SCUBA}, MS.AAD.3.2`;
const NO_STRONGER_MFA = "MFA for all users, where phishing-resistant MFA isn't enforced";
const FIRST_EXAMPLE = "users, services and hardware are authenticated; MFA is its first implementation example";
const CARD_DATA = "MFA for access to the cardholder data environment, where a subscription holds one";

const mapping = (framework: string, requirements: string, asks: string, source: string): Mapping => ({
  framework,
  requirements: requirements.split(", "),
  asks,
  source,
});

/** The frameworks that this control counts for. The verdict alone meets none of these requirements. */
export const MAPPINGS: readonly Mapping[] = [
  mapping("CIS Microsoft 365 Foundations Benchmark 5.0.0", "5.2.2.2", "MFA for all users, for all resources", STANDARD),
  mapping("CISA SCuBA, Microsoft Entra ID", "MS.AAD.3.2v2", NO_STRONGER_MFA, SCUBA),
  mapping("Microsoft cloud security benchmark", "IM-7", "access to resources restricted by conditions", CIS),
  mapping("NIST SP 800-53 Rev. 5", "IA-2(1), IA-2(2)", "MFA for privileged and for other accounts", NIST_IN_SCUBA),
  mapping("NIST CSF 2.0", "PR.AA-03", FIRST_EXAMPLE, STANDARD),
  mapping("ISO/IEC 27001:2022", "A.8.5", "secure authentication; the requirement doesn't name MFA", STANDARD),
  mapping("PCI DSS 4.0.1", "8.4.1, 8.4.2", CARD_DATA, STANDARD),
];
