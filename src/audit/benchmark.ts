/** The recommendation that an audit is about. */
export const BENCHMARK = {
  title: "CIS Microsoft Azure Foundations Benchmark",
  version: "5.0.0",
  recommendation: "5.2.6",
  name: "Ensure that multifactor authentication is required for Windows Azure Service Management API",
  level: 1,
  assessment: "manual",
  /** What became of it. */
  later:
    "Version 6.0 has no Conditional Access section any more, as Prowler's copy has it: there 5.1.1 asks for security defaults to be on, and 5.1.3 for MFA of all users.",
} as const;

/** A requirement of another framework that this control helps to meet, and where that is written. */
export interface Mapping {
  /** With its version. */
  readonly framework: string;
  readonly requirements: readonly string[];
  /** What the requirement says, as far as it is about this control. */
  readonly asks: string;
  readonly source: string;
}

const CISA = "CISA ScubaGear, baselines/aad.md";
const STANDARD = "the text of the requirement";
const CSF = "users, services and hardware are authenticated; MFA is its first implementation example";

const mapping = (framework: string, requirements: string, asks: string, source: string): Mapping => ({
  framework,
  requirements: requirements.split(", "),
  asks,
  source,
});

/** Where else the control counts. None of these follows from the verdict alone. */
export const MAPPINGS: readonly Mapping[] = [
  mapping("CIS Microsoft 365 Foundations Benchmark 5.0.0", "5.2.2.2", "MFA for all users, for all resources", STANDARD),
  mapping(
    "CISA SCuBA, Microsoft Entra ID",
    "MS.AAD.3.2v2",
    "MFA for all users, where phishing-resistant MFA isn't enforced",
    CISA,
  ),
  mapping(
    "Microsoft cloud security benchmark",
    "IM-7",
    "access to resources restricted by conditions",
    "CIS, this recommendation",
  ),
  mapping(
    "NIST SP 800-53 Rev. 5",
    "IA-2(1), IA-2(2)",
    "MFA for privileged and for other accounts",
    `${CISA}, MS.AAD.3.2`,
  ),
  mapping("NIST CSF 2.0", "PR.AA-03", CSF, STANDARD),
  mapping("ISO/IEC 27001:2022", "A.8.5", "secure authentication; the requirement doesn't name MFA", STANDARD),
  mapping(
    "PCI DSS 4.0.1",
    "8.4.1, 8.4.2",
    "MFA for access to the cardholder data environment, where a subscription holds one",
    STANDARD,
  ),
];
