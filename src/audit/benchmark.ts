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
const PROWLER = "Prowler, compliance files of its Azure provider, for its check of this recommendation";
const STANDARD = "the text of the requirement";

/** Where else the control counts. None of these follows from the verdict alone. */
export const MAPPINGS: readonly Mapping[] = [
  {
    framework: "CIS Microsoft 365 Foundations Benchmark 5.0.0",
    requirements: ["5.2.2.2"],
    asks: "MFA for all users; it is about all resources, not about this API alone",
    source: STANDARD,
  },
  {
    framework: "CISA SCuBA, Microsoft Entra ID",
    requirements: ["MS.AAD.3.2v2"],
    asks: "MFA for all users, where phishing-resistant MFA isn't enforced",
    source: CISA,
  },
  {
    framework: "Microsoft cloud security benchmark",
    requirements: ["IM-7"],
    asks: "access to resources restricted by conditions",
    source: "CIS, this recommendation",
  },
  { framework: "CIS Controls 8.1", requirements: ["6.5"], asks: "MFA for administrative access", source: PROWLER },
  {
    framework: "NIST SP 800-53 Rev. 5",
    requirements: ["IA-2(1)", "IA-2(2)"],
    asks: "MFA for privileged and for other accounts",
    source: `${CISA}, MS.AAD.3.2`,
  },
  {
    framework: "NIST CSF 2.0",
    requirements: ["PR.AA-03"],
    asks: "users, services and hardware are authenticated; MFA is its first implementation example",
    source: STANDARD,
  },
  {
    framework: "ISO/IEC 27001:2022",
    requirements: ["A.8.5"],
    asks: "secure authentication; the requirement doesn't name MFA",
    source: STANDARD,
  },
  {
    framework: "PCI DSS 4.0.1",
    requirements: ["8.4.1", "8.4.2"],
    asks: "MFA for access to the cardholder data environment; it applies where a subscription holds one",
    source: STANDARD,
  },
  {
    framework: "NIS2, Implementing Regulation (EU) 2024/2690",
    requirements: ["11.7.1", "11.7.2"],
    asks: "several authentication factors where the asset calls for them",
    source: STANDARD,
  },
  {
    framework: "CMMC 2.0",
    requirements: ["IA.L2-3.5.3"],
    asks: "MFA for privileged accounts, and for network access of other accounts",
    source: PROWLER,
  },
];
