// Generated from OCSF 1.8.0 (https://schema.ocsf.io, Apache-2.0) by scripts/generate-ocsf.mjs. Do not edit.

/** Any JSON object: what a source says that has no place in its class. */
export type AnyObject = { readonly [name: string]: unknown };

/** Access Analysis Result */
export interface AccessAnalysisResultObject {
  readonly access_level?: string | undefined;
  readonly access_type?: string | undefined;
  readonly accessors: readonly UserObject[];
  readonly additional_restrictions?: readonly AdditionalRestrictionObject[] | undefined;
  readonly condition_keys?: readonly KeyValueObjectObject[] | undefined;
  readonly granted_privileges?: readonly string[] | undefined;
}

/** Account */
export interface AccountObject {
  readonly is_disabled?: boolean | undefined;
  readonly is_locked?: boolean | undefined;
  readonly is_on_premises_sync_enabled?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 99 | undefined;
  readonly uid?: string | undefined;
}

/** Actor */
export interface ActorObject {
  readonly app_name?: string | undefined;
  readonly app_uid?: string | undefined;
  readonly authorizations?: readonly AuthorizationObject[] | undefined;
  readonly idp?: IdpObject | undefined;
  readonly invoked_by?: string | undefined;
  readonly process?: ProcessObject | undefined;
  readonly session?: SessionObject | undefined;
  readonly user?: UserObject | undefined;
}

/** Additional Restriction */
export interface AdditionalRestrictionObject {
  readonly policy: PolicyObject;
  readonly status?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 99 | undefined;
}

/** Advisory */
export interface AdvisoryObject {
  readonly avg_timespan?: TimespanObject | undefined;
  readonly bulletin?: string | undefined;
  readonly classification?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly install_state?: string | undefined;
  readonly install_state_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly is_superseded?: boolean | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly os?: OsObject | undefined;
  readonly product?: ProductObject | undefined;
  readonly references?: readonly string[] | undefined;
  readonly related_cves?: readonly CveObject[] | undefined;
  readonly related_cwes?: readonly CweObject[] | undefined;
  readonly size?: number | undefined;
  readonly src_url?: string | undefined;
  readonly title?: string | undefined;
  readonly uid: string;
}

/** Affected Code */
export interface AffectedCodeObject {
  readonly end_column?: number | undefined;
  readonly end_line?: number | undefined;
  readonly file: FileObject;
  readonly owner?: UserObject | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly rule?: RuleObject | undefined;
  readonly start_column?: number | undefined;
  readonly start_line?: number | undefined;
}

/** Affected Software Package */
export interface AffectedPackageObject {
  readonly architecture?: string | undefined;
  readonly cpe_name?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fixed_in_version?: string | undefined;
  readonly hash?: FingerprintObject | undefined;
  readonly license?: string | undefined;
  readonly license_url?: string | undefined;
  readonly name: string;
  readonly package_manager?: string | undefined;
  readonly package_manager_url?: string | undefined;
  readonly path?: string | undefined;
  readonly purl?: string | undefined;
  readonly release?: string | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly src_url?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version: string;
}

/** Agent */
export interface AgentObject {
  readonly name?: string | undefined;
  readonly policies?: readonly PolicyObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version?: string | undefined;
}

/** AI Model */
export interface AiModelObject {
  readonly ai_provider: string;
  readonly name: string;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Aircraft */
export interface AircraftObject {
  readonly location?: LocationObject | undefined;
  readonly model?: string | undefined;
  readonly name?: string | undefined;
  readonly serial_number?: string | undefined;
  readonly speed?: string | undefined;
  readonly speed_accuracy?: string | undefined;
  readonly track_direction?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly vertical_speed?: string | undefined;
}

/** Analysis Target */
export interface AnalysisTargetObject {
  readonly name: string;
  readonly type?: string | undefined;
}

/** Analytic */
export interface AnalyticObject {
  readonly algorithm?: string | undefined;
  readonly category?: string | undefined;
  readonly desc?: string | undefined;
  readonly name?: string | undefined;
  readonly related_analytics?: readonly AnalyticObject[] | undefined;
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 99;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Anomaly */
export interface AnomalyObject {
  readonly observation_parameter: string;
  readonly observation_type?: string | undefined;
  readonly observations: readonly ObservationObject[];
  readonly observed_pattern?: string | undefined;
}

/** Anomaly Analysis */
export interface AnomalyAnalysisObject {
  readonly analysis_targets: readonly AnalysisTargetObject[];
  readonly anomalies: readonly AnomalyObject[];
  readonly baselines?: readonly BaselineObject[] | undefined;
}

/** API */
export interface ApiObject {
  readonly group?: GroupObject | undefined;
  readonly operation: string;
  readonly request?: RequestObject | undefined;
  readonly response?: ResponseObject | undefined;
  readonly service?: ServiceObject | undefined;
  readonly token?: TokenObject | undefined;
  readonly version?: string | undefined;
}

/** Application */
export interface ApplicationObject {
  readonly criticality?: string | undefined;
  readonly data?: unknown | undefined;
  readonly desc?: string | undefined;
  readonly group?: GroupObject | undefined;
  readonly hostname?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly owner?: UserObject | undefined;
  readonly region?: string | undefined;
  readonly resource_relationship?: GraphObject | undefined;
  readonly risk_level?: string | undefined;
  readonly risk_level_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly risk_score?: number | undefined;
  readonly sbom?: SbomObject | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly url?: UrlObject | undefined;
  readonly version?: string | undefined;
}

/** Assessment */
export interface AssessmentObject {
  readonly category?: string | undefined;
  readonly desc?: string | undefined;
  readonly meets_criteria: boolean;
  readonly name?: string | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly uid?: string | undefined;
}

/** MITRE ATT&CK® & ATLAS™ */
export interface AttackObject {
  readonly mitigation?: MitigationObject | undefined;
  readonly sub_technique?: SubTechniqueObject | undefined;
  readonly tactic?: TacticObject | undefined;
  readonly tactics?: readonly TacticObject[] | undefined;
  readonly technique?: TechniqueObject | undefined;
  readonly version?: string | undefined;
}

/** Authentication Factor */
export interface AuthFactorObject {
  readonly device?: DeviceObject | undefined;
  readonly email_addr?: string | undefined;
  readonly factor_type?: string | undefined;
  readonly factor_type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 99;
  readonly is_hotp?: boolean | undefined;
  readonly is_totp?: boolean | undefined;
  readonly phone_number?: string | undefined;
  readonly provider?: string | undefined;
  readonly security_questions?: readonly string[] | undefined;
}

/** Authentication Token */
export interface AuthenticationTokenObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly encryption_details?: EncryptionDetailsObject | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly is_renewable?: boolean | undefined;
  readonly kerberos_flags?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly tenant_uid?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Authorization Result */
export interface AuthorizationObject {
  readonly decision?: string | undefined;
  readonly policy?: PolicyObject | undefined;
}

/** Autonomous System */
export interface AutonomousSystemObject {
  readonly name?: string | undefined;
  readonly number?: number | undefined;
}

/** Baseline */
export interface BaselineObject {
  readonly observation_parameter: string;
  readonly observation_type?: string | undefined;
  readonly observations: readonly ObservationObject[];
  readonly observed_pattern?: string | undefined;
}

/** Campaign */
export interface CampaignObject {
  readonly name: string;
}

/** Digital Certificate */
export interface CertificateObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly fingerprints?: readonly FingerprintObject[] | undefined;
  readonly is_self_signed?: boolean | undefined;
  readonly issuer: string;
  readonly sans?: readonly SanObject[] | undefined;
  readonly serial_number: string;
  readonly subject?: string | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Check */
export interface CheckObject {
  readonly desc?: string | undefined;
  readonly name?: string | undefined;
  readonly resource?: ResourceDetailsObject | undefined;
  readonly severity?: string | undefined;
  readonly severity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly standards?: readonly string[] | undefined;
  readonly status?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** CIS Benchmark */
export interface CisBenchmarkObject {
  readonly cis_controls?: readonly CisControlObject[] | undefined;
  readonly desc?: string | undefined;
  readonly name: string;
}

/** CIS Benchmark Result */
export interface CisBenchmarkResultObject {
  readonly desc?: string | undefined;
  readonly name: string;
  readonly remediation?: RemediationObject | undefined;
  readonly rule?: RuleObject | undefined;
}

/** CIS Control */
export interface CisControlObject {
  readonly desc?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
}

/** CIS CSC */
export interface CisCscObject {
  readonly control: string;
  readonly version?: string | undefined;
}

/** Classifier Details */
export interface ClassifierDetailsObject {
  readonly name?: string | undefined;
  readonly type: string;
  readonly uid?: string | undefined;
}

/** Cloud */
export interface CloudObject {
  readonly account?: AccountObject | undefined;
  readonly cloud_partition?: string | undefined;
  readonly org?: OrganizationObject | undefined;
  readonly project_uid?: string | undefined;
  readonly provider: string;
  readonly region?: string | undefined;
  readonly zone?: string | undefined;
}

/** Compliance */
export interface ComplianceObject {
  readonly assessments?: readonly AssessmentObject[] | undefined;
  readonly category?: string | undefined;
  readonly checks?: readonly CheckObject[] | undefined;
  readonly compliance_references?: readonly KbArticleObject[] | undefined;
  readonly compliance_standards?: readonly KbArticleObject[] | undefined;
  readonly control?: string | undefined;
  readonly control_parameters?: readonly KeyValueObjectObject[] | undefined;
  readonly desc?: string | undefined;
  readonly requirements?: readonly string[] | undefined;
  readonly standards?: readonly string[] | undefined;
  readonly status?: string | undefined;
  readonly status_code?: string | undefined;
  readonly status_detail?: string | undefined;
  readonly status_details?: readonly string[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 99 | undefined;
}

/** Container */
export interface ContainerObject {
  readonly hash?: FingerprintObject | undefined;
  readonly image?: ImageObject | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly network_driver?: string | undefined;
  readonly orchestrator?: string | undefined;
  readonly pod_uuid?: string | undefined;
  readonly runtime?: string | undefined;
  readonly size?: number | undefined;
  readonly tag?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly uid?: string | undefined;
}

/** CVE */
export interface CveObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly cvss?: readonly CvssObject[] | undefined;
  readonly cwe?: CweObject | undefined;
  readonly cwe_uid?: string | undefined;
  readonly cwe_url?: string | undefined;
  readonly desc?: string | undefined;
  readonly epss?: EpssObject | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly references?: readonly string[] | undefined;
  readonly related_cwes?: readonly CweObject[] | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly uid: string;
}

/** CVSS Score */
export interface CvssObject {
  readonly base_score: number;
  readonly depth?: "Base" | "Environmental" | "Temporal" | undefined;
  readonly metrics?: readonly MetricObject[] | undefined;
  readonly overall_score?: number | undefined;
  readonly severity?: string | undefined;
  readonly src_url?: string | undefined;
  readonly vector_string?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version: string;
}

/** CWE */
export interface CweObject {
  readonly caption?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid: string;
}

/** MITRE D3FEND™ Tactic */
export interface D3fTacticObject {
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** MITRE D3FEND™ Technique */
export interface D3fTechniqueObject {
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** MITRE D3FEND™ */
export interface D3fendObject {
  readonly d3f_tactic?: D3fTacticObject | undefined;
  readonly d3f_technique?: D3fTechniqueObject | undefined;
  readonly version?: string | undefined;
}

/** Data Classification */
export interface DataClassificationObject {
  readonly category?: string | undefined;
  readonly category_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly classifier_details?: ClassifierDetailsObject | undefined;
  readonly confidentiality?: string | undefined;
  readonly confidentiality_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly discovery_details?: readonly DiscoveryDetailsObject[] | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly size?: number | undefined;
  readonly src_url?: string | undefined;
  readonly status?: string | undefined;
  readonly status_details?: readonly string[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly total?: number | undefined;
  readonly uid?: string | undefined;
}

/** Data Security */
export interface DataSecurityObject {
  readonly category?: string | undefined;
  readonly category_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly classifier_details?: ClassifierDetailsObject | undefined;
  readonly confidentiality?: string | undefined;
  readonly confidentiality_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly data_lifecycle_state?: string | undefined;
  readonly data_lifecycle_state_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly detection_pattern?: string | undefined;
  readonly detection_system?: string | undefined;
  readonly detection_system_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99 | undefined;
  readonly discovery_details?: readonly DiscoveryDetailsObject[] | undefined;
  readonly pattern_match?: string | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly size?: number | undefined;
  readonly src_url?: string | undefined;
  readonly status?: string | undefined;
  readonly status_details?: readonly string[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly total?: number | undefined;
  readonly uid?: string | undefined;
}

/** Database */
export interface DatabaseObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly desc?: string | undefined;
  readonly embedding_model?: string | undefined;
  readonly groups?: readonly GroupObject[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly size?: number | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly uid?: string | undefined;
}

/** Databucket */
export interface DatabucketObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly cloud_partition?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly criticality?: string | undefined;
  readonly data?: unknown | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly desc?: string | undefined;
  readonly encryption_details?: EncryptionDetailsObject | undefined;
  readonly file?: FileObject | undefined;
  readonly group?: GroupObject | undefined;
  readonly groups?: readonly GroupObject[] | undefined;
  readonly hostname?: string | undefined;
  readonly ip?: string | undefined;
  readonly is_backed_up?: boolean | undefined;
  readonly is_encrypted?: boolean | undefined;
  readonly is_public?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly owner?: UserObject | undefined;
  readonly region?: string | undefined;
  readonly resource_relationship?: GraphObject | undefined;
  readonly size?: number | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 99;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly version?: string | undefined;
  readonly zone?: string | undefined;
}

/** DCE/RPC */
export interface DceRpcObject {
  readonly command?: string | undefined;
  readonly command_response?: string | undefined;
  readonly flags: readonly string[];
  readonly opnum?: number | undefined;
  readonly rpc_interface: RpcInterfaceObject;
}

/** Device */
export interface DeviceObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly autoscale_uid?: string | undefined;
  readonly boot_time?: number | undefined;
  readonly boot_time_dt?: string | undefined;
  readonly boot_uid?: string | undefined;
  readonly container?: ContainerObject | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly domain?: string | undefined;
  readonly eid?: string | undefined;
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly groups?: readonly GroupObject[] | undefined;
  readonly hostname?: string | undefined;
  readonly hw_info?: DeviceHwInfoObject | undefined;
  readonly hypervisor?: string | undefined;
  readonly iccid?: string | undefined;
  readonly image?: ImageObject | undefined;
  readonly imei?: string | undefined;
  readonly imei_list?: readonly string[] | undefined;
  readonly instance_uid?: string | undefined;
  readonly interface_name?: string | undefined;
  readonly interface_uid?: string | undefined;
  readonly ip?: string | undefined;
  readonly is_backed_up?: boolean | undefined;
  readonly is_compliant?: boolean | undefined;
  readonly is_managed?: boolean | undefined;
  readonly is_mobile_account_active?: boolean | undefined;
  readonly is_personal?: boolean | undefined;
  readonly is_shared?: boolean | undefined;
  readonly is_supervised?: boolean | undefined;
  readonly is_trusted?: boolean | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly mac?: string | undefined;
  readonly mac_vendor?: string | undefined;
  readonly meid?: string | undefined;
  readonly model?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace_pid?: number | undefined;
  readonly network_interfaces?: readonly NetworkInterfaceObject[] | undefined;
  readonly org?: OrganizationObject | undefined;
  readonly os?: OsObject | undefined;
  readonly os_machine_uuid?: string | undefined;
  readonly owner?: UserObject | undefined;
  readonly pool?: GroupObject | undefined;
  readonly region?: string | undefined;
  readonly risk_level?: string | undefined;
  readonly risk_level_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly risk_score?: number | undefined;
  readonly subnet?: string | undefined;
  readonly subnet_uid?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 99;
  readonly udid?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly vlan_uid?: string | undefined;
  readonly vpc_uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Device Hardware Info */
export interface DeviceHwInfoObject {
  readonly bios_date?: string | undefined;
  readonly bios_manufacturer?: string | undefined;
  readonly bios_ver?: string | undefined;
  readonly chassis?: string | undefined;
  readonly cpu_architecture?: string | undefined;
  readonly cpu_architecture_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly cpu_bits?: number | undefined;
  readonly cpu_cores?: number | undefined;
  readonly cpu_count?: number | undefined;
  readonly cpu_speed?: number | undefined;
  readonly cpu_type?: string | undefined;
  readonly desktop_display?: DisplayObject | undefined;
  readonly gpu_count?: number | undefined;
  readonly gpu_info_list?: readonly GpuInfoObject[] | undefined;
  readonly keyboard_info?: KeyboardInfoObject | undefined;
  readonly ram_size?: number | undefined;
  readonly serial_number?: string | undefined;
  readonly uuid?: string | undefined;
  readonly vendor_name?: string | undefined;
}

/** Digital Signature */
export interface DigitalSignatureObject {
  readonly algorithm?: string | undefined;
  readonly algorithm_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly certificate?: CertificateObject | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly developer_uid?: string | undefined;
  readonly digest?: FingerprintObject | undefined;
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Discovery Details */
export interface DiscoveryDetailsObject {
  readonly count?: number | undefined;
  readonly occurrence_details?: OccurrenceDetailsObject | undefined;
  readonly occurrences?: readonly OccurrenceDetailsObject[] | undefined;
  readonly type?: string | undefined;
  readonly value?: string | undefined;
}

/** Display */
export interface DisplayObject {
  readonly color_depth?: number | undefined;
  readonly physical_height?: number | undefined;
  readonly physical_orientation?: number | undefined;
  readonly physical_width?: number | undefined;
  readonly scale_factor?: number | undefined;
}

/** DNS Answer */
export interface DnsAnswerObject {
  readonly class?: string | undefined;
  readonly flag_ids?: readonly (0 | 1 | 2 | 3 | 4 | 5 | 6 | 99)[] | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly packet_uid?: number | undefined;
  readonly rdata: string;
  readonly ttl?: number | undefined;
  readonly type?: string | undefined;
}

/** DNS Query */
export interface DnsQueryObject {
  readonly class?: string | undefined;
  readonly hostname: string;
  readonly opcode?: string | undefined;
  readonly opcode_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly packet_uid?: number | undefined;
  readonly type?: string | undefined;
}

/** Domain Contact */
export interface DomainContactObject {
  readonly email_addr?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly name?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly uid?: string | undefined;
}

/** Edge */
export interface EdgeObject {
  readonly data?: unknown | undefined;
  readonly is_directed?: boolean | undefined;
  readonly name?: string | undefined;
  readonly relation?: string | undefined;
  readonly source: string;
  readonly target: string;
  readonly uid?: string | undefined;
}

/** Email */
export interface EmailObject {
  readonly cc?: readonly string[] | undefined;
  readonly cc_mailboxes?: readonly string[] | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly delivered_to?: string | undefined;
  readonly delivered_to_list?: readonly string[] | undefined;
  readonly files?: readonly FileObject[] | undefined;
  readonly from?: string | undefined;
  readonly from_list?: readonly string[] | undefined;
  readonly from_mailbox?: string | undefined;
  readonly from_mailboxes?: readonly string[] | undefined;
  readonly http_headers?: readonly HttpHeaderObject[] | undefined;
  readonly is_read?: boolean | undefined;
  readonly message_uid?: string | undefined;
  readonly raw_header?: string | undefined;
  readonly reply_to?: string | undefined;
  readonly reply_to_list?: readonly string[] | undefined;
  readonly reply_to_mailboxes?: readonly string[] | undefined;
  readonly return_path?: string | undefined;
  readonly sender?: string | undefined;
  readonly sender_mailbox?: string | undefined;
  readonly size?: number | undefined;
  readonly smtp_from?: string | undefined;
  readonly smtp_to?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  readonly to?: readonly string[] | undefined;
  readonly to_mailboxes?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly urls?: readonly UrlObject[] | undefined;
  readonly x_originating_ip?: readonly string[] | undefined;
}

/** Email Authentication */
export interface EmailAuthObject {
  readonly dkim?: string | undefined;
  readonly dkim_domain?: string | undefined;
  readonly dkim_signature?: string | undefined;
  readonly dmarc?: string | undefined;
  readonly dmarc_override?: string | undefined;
  readonly dmarc_policy?: string | undefined;
  readonly spf?: string | undefined;
}

/** Encryption Details */
export interface EncryptionDetailsObject {
  readonly algorithm?: string | undefined;
  readonly algorithm_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly key_length?: number | undefined;
  readonly key_uid?: string | undefined;
  readonly type?: string | undefined;
}

/** Endpoint */
export interface EndpointObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly container?: ContainerObject | undefined;
  readonly domain?: string | undefined;
  readonly hostname?: string | undefined;
  readonly hw_info?: DeviceHwInfoObject | undefined;
  readonly instance_uid?: string | undefined;
  readonly interface_name?: string | undefined;
  readonly interface_uid?: string | undefined;
  readonly ip?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly mac?: string | undefined;
  readonly mac_vendor?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace_pid?: number | undefined;
  readonly os?: OsObject | undefined;
  readonly owner?: UserObject | undefined;
  readonly pool?: GroupObject | undefined;
  readonly subnet_uid?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vlan_uid?: string | undefined;
  readonly vpc_uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Endpoint Connection */
export interface EndpointConnectionObject {
  readonly code?: number | undefined;
  readonly network_endpoint?: NetworkEndpointObject | undefined;
}

/** Enrichment */
export interface EnrichmentObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly data: unknown;
  readonly desc?: string | undefined;
  readonly name: string;
  readonly provider?: string | undefined;
  readonly reputation?: ReputationObject | undefined;
  readonly short_desc?: string | undefined;
  readonly src_url?: string | undefined;
  readonly type?: string | undefined;
  readonly value: string;
}

/** Environment Variable */
export interface EnvironmentVariableObject {
  readonly name: string;
  readonly value: string;
}

/** EPSS */
export interface EpssObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly percentile?: number | undefined;
  readonly score: string;
  readonly version?: string | undefined;
}

/** Evidence Artifacts */
export interface EvidencesObject {
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly container?: ContainerObject | undefined;
  readonly data?: unknown | undefined;
  readonly database?: DatabaseObject | undefined;
  readonly databucket?: DatabucketObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly email?: EmailObject | undefined;
  readonly file?: FileObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly job?: JobObject | undefined;
  readonly name?: string | undefined;
  readonly process?: ProcessObject | undefined;
  readonly query?: DnsQueryObject | undefined;
  readonly reg_key?: RegKeyObject | undefined;
  readonly reg_value?: RegValueObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly script?: ScriptObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly tls?: TlsObject | undefined;
  readonly uid?: string | undefined;
  readonly url?: UrlObject | undefined;
  readonly user?: UserObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
  readonly win_service?: WinServiceObject | undefined;
}

/** Schema Extension */
export interface ExtensionObject {
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
  readonly version: string;
}

/** Feature */
export interface FeatureObject {
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** File */
export interface FileObject {
  readonly accessed_time?: number | undefined;
  readonly accessed_time_dt?: string | undefined;
  readonly accessor?: UserObject | undefined;
  readonly attributes?: number | undefined;
  readonly company_name?: string | undefined;
  readonly confidentiality?: string | undefined;
  readonly confidentiality_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly creator?: UserObject | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly desc?: string | undefined;
  readonly drive_type?: string | undefined;
  readonly drive_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 99 | undefined;
  readonly encryption_details?: EncryptionDetailsObject | undefined;
  readonly ext?: string | undefined;
  readonly hashes?: readonly FingerprintObject[] | undefined;
  readonly imported_symbols?: readonly string[] | undefined;
  readonly internal_name?: string | undefined;
  readonly is_deleted?: boolean | undefined;
  readonly is_encrypted?: boolean | undefined;
  readonly is_public?: boolean | undefined;
  readonly is_readonly?: boolean | undefined;
  readonly is_system?: boolean | undefined;
  readonly mime_type?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly modifier?: UserObject | undefined;
  readonly name: string;
  readonly owner?: UserObject | undefined;
  readonly parent_folder?: string | undefined;
  readonly path?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly security_descriptor?: string | undefined;
  readonly signature?: DigitalSignatureObject | undefined;
  readonly signatures?: readonly DigitalSignatureObject[] | undefined;
  readonly size?: number | undefined;
  readonly storage_class?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly uid?: string | undefined;
  readonly uri?: string | undefined;
  readonly url?: UrlObject | undefined;
  readonly version?: string | undefined;
  readonly volume?: string | undefined;
  readonly xattributes?: AnyObject | undefined;
}

/** Finding */
export interface FindingObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly product_uid?: string | undefined;
  readonly related_events?: readonly RelatedEventObject[] | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly src_url?: string | undefined;
  readonly supporting_data?: unknown | undefined;
  readonly title: string;
  readonly types?: readonly string[] | undefined;
  readonly uid: string;
}

/** Finding Information */
export interface FindingInfoObject {
  readonly analytic?: AnalyticObject | undefined;
  readonly attack_graph?: GraphObject | undefined;
  readonly attacks?: readonly AttackObject[] | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly data_sources?: readonly string[] | undefined;
  readonly desc?: string | undefined;
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly kill_chain?: readonly KillChainPhaseObject[] | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly product_uid?: string | undefined;
  readonly related_analytics?: readonly AnalyticObject[] | undefined;
  readonly related_events?: readonly RelatedEventObject[] | undefined;
  readonly related_events_count?: number | undefined;
  readonly src_url?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly title?: string | undefined;
  readonly traits?: readonly TraitObject[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly uid: string;
  readonly uid_alt?: string | undefined;
}

/** Fingerprint */
export interface FingerprintObject {
  readonly algorithm?: string | undefined;
  readonly algorithm_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 99;
  readonly value: string;
}

/** Firewall Rule */
export interface FirewallRuleObject {
  readonly category?: string | undefined;
  readonly condition?: string | undefined;
  readonly desc?: string | undefined;
  readonly duration?: number | undefined;
  readonly match_details?: readonly string[] | undefined;
  readonly match_location?: string | undefined;
  readonly name?: string | undefined;
  readonly rate_limit?: number | undefined;
  readonly sensitivity?: string | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Function Invocation */
export interface FunctionInvocationObject {
  readonly error?: string | undefined;
  readonly parameters?: readonly ParameterObject[] | undefined;
  readonly return_value?: string | undefined;
}

/** GPU Information */
export interface GpuInfoObject {
  readonly bus_type?: string | undefined;
  readonly bus_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly cores?: number | undefined;
  readonly model?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly vram_mode?: string | undefined;
  readonly vram_mode_id?: 0 | 1 | 2 | 99 | undefined;
  readonly vram_size?: number | undefined;
}

/** Graph */
export interface GraphObject {
  readonly desc?: string | undefined;
  readonly edges?: readonly EdgeObject[] | undefined;
  readonly is_directed?: boolean | undefined;
  readonly name?: string | undefined;
  readonly nodes: readonly NodeObject[];
  readonly query_language?: string | undefined;
  readonly query_language_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
}

/** Group */
export interface GroupObject {
  readonly desc?: string | undefined;
  readonly domain?: string | undefined;
  readonly name?: string | undefined;
  readonly privileges?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
}

/** HASSH */
export interface HasshObject {
  readonly algorithm?: string | undefined;
  readonly fingerprint: FingerprintObject;
}

/** HTTP Cookie */
export interface HttpCookieObject {
  readonly domain?: string | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly http_only?: boolean | undefined;
  readonly is_http_only?: boolean | undefined;
  readonly is_secure?: boolean | undefined;
  readonly name: string;
  readonly path?: string | undefined;
  readonly samesite?: string | undefined;
  readonly secure?: boolean | undefined;
  readonly value: string;
}

/** HTTP Header */
export interface HttpHeaderObject {
  readonly name: string;
  readonly value: string;
}

/** HTTP Request */
export interface HttpRequestObject {
  readonly args?: string | undefined;
  readonly body_length?: number | undefined;
  readonly http_headers?: readonly HttpHeaderObject[] | undefined;
  readonly http_method?: "CONNECT" | "DELETE" | "GET" | "HEAD" | "OPTIONS" | "PATCH" | "POST" | "PUT" | "TRACE" | undefined;
  readonly length?: number | undefined;
  readonly referrer?: string | undefined;
  readonly uid?: string | undefined;
  readonly url?: UrlObject | undefined;
  readonly user_agent?: string | undefined;
  readonly version?: string | undefined;
  readonly x_forwarded_for?: readonly string[] | undefined;
}

/** HTTP Response */
export interface HttpResponseObject {
  readonly body_length?: number | undefined;
  readonly code: number;
  readonly content_type?: string | undefined;
  readonly http_headers?: readonly HttpHeaderObject[] | undefined;
  readonly latency?: number | undefined;
  readonly length?: number | undefined;
  readonly message?: string | undefined;
  readonly status?: string | undefined;
}

/** Identity Activity Metrics */
export interface IdentityActivityMetricsObject {
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly last_authentication_time?: number | undefined;
  readonly last_authentication_time_dt?: string | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly password_last_used_time?: number | undefined;
  readonly password_last_used_time_dt?: string | undefined;
  readonly programmatic_credentials?: readonly ProgrammaticCredentialObject[] | undefined;
}

/** Identity Provider */
export interface IdpObject {
  readonly auth_factors?: readonly AuthFactorObject[] | undefined;
  readonly domain?: string | undefined;
  readonly fingerprint?: FingerprintObject | undefined;
  readonly has_mfa?: boolean | undefined;
  readonly issuer?: string | undefined;
  readonly name?: string | undefined;
  readonly protocol_name?: string | undefined;
  readonly scim?: ScimObject | undefined;
  readonly sso?: SsoObject | undefined;
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly tenant_uid?: string | undefined;
  readonly uid?: string | undefined;
  readonly url_string?: string | undefined;
}

/** Image */
export interface ImageObject {
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly path?: string | undefined;
  readonly tag?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly uid: string;
}

/** JA4+ Fingerprint */
export interface Ja4FingerprintObject {
  readonly section_a?: string | undefined;
  readonly section_b?: string | undefined;
  readonly section_c?: string | undefined;
  readonly section_d?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99;
  readonly value: string;
}

/** Job */
export interface JobObject {
  readonly cmd_line?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly file?: FileObject | undefined;
  readonly last_run_time?: number | undefined;
  readonly last_run_time_dt?: string | undefined;
  readonly name: string;
  readonly next_run_time?: number | undefined;
  readonly next_run_time_dt?: string | undefined;
  readonly run_state?: string | undefined;
  readonly run_state_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly user?: UserObject | undefined;
}

/** KB Article */
export interface KbArticleObject {
  readonly avg_timespan?: TimespanObject | undefined;
  readonly bulletin?: string | undefined;
  readonly classification?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly install_state?: string | undefined;
  readonly install_state_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly is_superseded?: boolean | undefined;
  readonly os?: OsObject | undefined;
  readonly product?: ProductObject | undefined;
  readonly severity?: string | undefined;
  readonly size?: number | undefined;
  readonly src_url?: string | undefined;
  readonly title?: string | undefined;
  readonly uid?: string | undefined;
}

/** Kernel Resource */
export interface KernelObject {
  readonly is_system?: boolean | undefined;
  readonly name: string;
  readonly path?: string | undefined;
  readonly system_call?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 99;
}

/** Kernel Extension */
export interface KernelDriverObject {
  readonly file: FileObject;
}

/** Key:Value object */
export interface KeyValueObjectObject {
  readonly name: string;
  readonly value?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

/** Keyboard Information */
export interface KeyboardInfoObject {
  readonly function_keys?: number | undefined;
  readonly ime?: string | undefined;
  readonly keyboard_layout?: string | undefined;
  readonly keyboard_subtype?: number | undefined;
  readonly keyboard_type?: string | undefined;
}

/** Kill Chain Phase */
export interface KillChainPhaseObject {
  readonly phase?: string | undefined;
  readonly phase_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
}

/** LDAP Person */
export interface LdapPersonObject {
  readonly cost_center?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly deleted_time?: number | undefined;
  readonly deleted_time_dt?: string | undefined;
  readonly department?: string | undefined;
  readonly display_name?: string | undefined;
  readonly email_addrs?: readonly string[] | undefined;
  readonly employee_uid?: string | undefined;
  readonly given_name?: string | undefined;
  readonly hire_time?: number | undefined;
  readonly hire_time_dt?: string | undefined;
  readonly job_title?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly last_login_time?: number | undefined;
  readonly last_login_time_dt?: string | undefined;
  readonly ldap_cn?: string | undefined;
  readonly ldap_dn?: string | undefined;
  readonly leave_time?: number | undefined;
  readonly leave_time_dt?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly manager?: UserObject | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly office_location?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly surname?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
}

/** Load Balancer */
export interface LoadBalancerObject {
  readonly classification?: string | undefined;
  readonly code?: number | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly endpoint_connections?: readonly EndpointConnectionObject[] | undefined;
  readonly error_message?: string | undefined;
  readonly ip?: string | undefined;
  readonly message?: string | undefined;
  readonly metrics?: readonly MetricObject[] | undefined;
  readonly name?: string | undefined;
  readonly status_detail?: string | undefined;
  readonly uid?: string | undefined;
}

/** Geo Location */
export interface LocationObject {
  readonly aerial_height?: string | undefined;
  readonly city?: string | undefined;
  readonly continent?: string | undefined;
  readonly coordinates?: readonly number[] | undefined;
  readonly country?: string | undefined;
  readonly desc?: string | undefined;
  readonly geodetic_altitude?: string | undefined;
  readonly geodetic_vertical_accuracy?: string | undefined;
  readonly geohash?: string | undefined;
  readonly horizontal_accuracy?: string | undefined;
  readonly is_on_premises?: boolean | undefined;
  readonly isp?: string | undefined;
  readonly lat?: number | undefined;
  readonly long?: number | undefined;
  readonly postal_code?: string | undefined;
  readonly pressure_altitude?: string | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
}

/** Logger */
export interface LoggerObject {
  readonly device?: DeviceObject | undefined;
  readonly event_uid?: string | undefined;
  readonly is_truncated?: boolean | undefined;
  readonly log_format?: string | undefined;
  readonly log_level?: string | undefined;
  readonly log_name?: string | undefined;
  readonly log_provider?: string | undefined;
  readonly log_version?: string | undefined;
  readonly logged_time?: number | undefined;
  readonly logged_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly transmit_time?: number | undefined;
  readonly transmit_time_dt?: string | undefined;
  readonly uid?: string | undefined;
  readonly untruncated_size?: number | undefined;
  readonly version?: string | undefined;
}

/** Long String */
export interface LongStringObject {
  readonly is_truncated?: boolean | undefined;
  readonly untruncated_size?: number | undefined;
  readonly value: string;
}

/** Malware */
export interface MalwareObject {
  readonly classification_ids: readonly (0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 99)[];
  readonly classifications?: readonly string[] | undefined;
  readonly cves?: readonly CveObject[] | undefined;
  readonly files?: readonly FileObject[] | undefined;
  readonly name?: string | undefined;
  readonly num_infected?: number | undefined;
  readonly path?: string | undefined;
  readonly provider?: string | undefined;
  readonly severity?: string | undefined;
  readonly severity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly uid?: string | undefined;
}

/** Malware Scan Info */
export interface MalwareScanInfoObject {
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly num_files?: number | undefined;
  readonly num_infected?: number | undefined;
  readonly num_volumes?: number | undefined;
  readonly size?: number | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly uid?: string | undefined;
  readonly unique_malware_count?: number | undefined;
}

/** Managed Entity */
export interface ManagedEntityObject {
  readonly data?: unknown | undefined;
  readonly device?: DeviceObject | undefined;
  readonly email?: EmailObject | undefined;
  readonly group?: GroupObject | undefined;
  readonly location?: LocationObject | undefined;
  readonly name?: string | undefined;
  readonly org?: OrganizationObject | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly user?: UserObject | undefined;
  readonly version?: string | undefined;
}

/** Message Context */
export interface MessageContextObject {
  readonly ai_role?: string | undefined;
  readonly ai_role_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly application?: ApplicationObject | undefined;
  readonly completion_tokens?: number | undefined;
  readonly name?: string | undefined;
  readonly prompt_tokens?: number | undefined;
  readonly service?: ServiceObject | undefined;
  readonly total_tokens?: number | undefined;
  readonly uid?: string | undefined;
}

/** Metadata */
export interface MetadataObject {
  readonly correlation_uid?: string | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly debug?: readonly string[] | undefined;
  readonly event_code?: string | undefined;
  readonly extension?: ExtensionObject | undefined;
  readonly extensions?: readonly ExtensionObject[] | undefined;
  readonly is_truncated?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly log_format?: string | undefined;
  readonly log_level?: string | undefined;
  readonly log_name?: string | undefined;
  readonly log_provider?: string | undefined;
  readonly log_source?: string | undefined;
  readonly log_version?: string | undefined;
  readonly logged_time?: number | undefined;
  readonly logged_time_dt?: string | undefined;
  readonly loggers?: readonly LoggerObject[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly original_event_uid?: string | undefined;
  readonly original_time?: string | undefined;
  readonly processed_time?: number | undefined;
  readonly processed_time_dt?: string | undefined;
  readonly product: ProductObject;
  readonly profiles?: readonly string[] | undefined;
  readonly reporter?: ReporterObject | undefined;
  readonly sequence?: number | undefined;
  readonly source?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly tenant_uid?: string | undefined;
  readonly total_queued_duration?: TimespanObject | undefined;
  readonly transformation_info_list?: readonly TransformationInfoObject[] | undefined;
  readonly transmit_time?: number | undefined;
  readonly transmit_time_dt?: string | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly untruncated_size?: number | undefined;
  readonly version: string;
}

/** Metric */
export interface MetricObject {
  readonly name: string;
  readonly value: string;
}

/** MITRE Mitigation */
export interface MitigationObject {
  readonly countermeasures?: readonly D3fendObject[] | undefined;
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** Module */
export interface ModuleObject {
  readonly base_address?: string | undefined;
  readonly file?: FileObject | undefined;
  readonly function_invocation?: FunctionInvocationObject | undefined;
  readonly function_name?: string | undefined;
  readonly load_type?: string | undefined;
  readonly load_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 99 | undefined;
  readonly start_address?: string | undefined;
  readonly type?: string | undefined;
}

/** Network Connection Information */
export interface NetworkConnectionInfoObject {
  readonly boundary?: string | undefined;
  readonly boundary_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 99 | undefined;
  readonly community_uid?: string | undefined;
  readonly direction?: string | undefined;
  readonly direction_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly flag_history?: string | undefined;
  readonly protocol_name?: string | undefined;
  readonly protocol_num?: number | undefined;
  readonly protocol_ver?: string | undefined;
  readonly protocol_ver_id?: 0 | 4 | 6 | 99 | undefined;
  readonly session?: SessionObject | undefined;
  readonly tcp_flags?: number | undefined;
  readonly uid?: string | undefined;
}

/** Network Endpoint */
export interface NetworkEndpointObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly autonomous_system?: AutonomousSystemObject | undefined;
  readonly container?: ContainerObject | undefined;
  readonly domain?: string | undefined;
  readonly fingerprints?: readonly FingerprintObject[] | undefined;
  readonly hostname?: string | undefined;
  readonly hw_info?: DeviceHwInfoObject | undefined;
  readonly instance_uid?: string | undefined;
  readonly interface_name?: string | undefined;
  readonly interface_uid?: string | undefined;
  readonly intermediate_ips?: readonly string[] | undefined;
  readonly ip?: string | undefined;
  readonly isp?: string | undefined;
  readonly isp_org?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly mac?: string | undefined;
  readonly mac_vendor?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace_pid?: number | undefined;
  readonly network_scope?: string | undefined;
  readonly network_scope_id?: 0 | 1 | 2 | 99 | undefined;
  readonly os?: OsObject | undefined;
  readonly owner?: UserObject | undefined;
  readonly pool?: GroupObject | undefined;
  readonly port?: number | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly subnet_uid?: string | undefined;
  readonly svc_name?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vlan_uid?: string | undefined;
  readonly vpc_uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Network Interface */
export interface NetworkInterfaceObject {
  readonly hostname?: string | undefined;
  readonly ip?: string | undefined;
  readonly mac?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly open_ports?: readonly PortInfoObject[] | undefined;
  readonly subnet_prefix?: number | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly uid?: string | undefined;
}

/** Network Proxy Endpoint */
export interface NetworkProxyObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly autonomous_system?: AutonomousSystemObject | undefined;
  readonly container?: ContainerObject | undefined;
  readonly domain?: string | undefined;
  readonly fingerprints?: readonly FingerprintObject[] | undefined;
  readonly hostname?: string | undefined;
  readonly hw_info?: DeviceHwInfoObject | undefined;
  readonly instance_uid?: string | undefined;
  readonly interface_name?: string | undefined;
  readonly interface_uid?: string | undefined;
  readonly intermediate_ips?: readonly string[] | undefined;
  readonly ip?: string | undefined;
  readonly isp?: string | undefined;
  readonly isp_org?: string | undefined;
  readonly location?: LocationObject | undefined;
  readonly mac?: string | undefined;
  readonly mac_vendor?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace_pid?: number | undefined;
  readonly network_scope?: string | undefined;
  readonly network_scope_id?: 0 | 1 | 2 | 99 | undefined;
  readonly os?: OsObject | undefined;
  readonly owner?: UserObject | undefined;
  readonly pool?: GroupObject | undefined;
  readonly port?: number | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly subnet_uid?: string | undefined;
  readonly svc_name?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vlan_uid?: string | undefined;
  readonly vpc_uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Network Traffic */
export interface NetworkTrafficObject {
  readonly bytes?: number | undefined;
  readonly bytes_in?: number | undefined;
  readonly bytes_missed?: number | undefined;
  readonly bytes_out?: number | undefined;
  readonly chunks?: number | undefined;
  readonly chunks_in?: number | undefined;
  readonly chunks_out?: number | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly packets?: number | undefined;
  readonly packets_in?: number | undefined;
  readonly packets_out?: number | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly timespan?: TimespanObject | undefined;
}

/** Node */
export interface NodeObject {
  readonly data?: unknown | undefined;
  readonly desc?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly uid: string;
}

/** Observable */
export interface ObservableObject {
  readonly event_uid?: string | undefined;
  readonly name?: string | undefined;
  readonly reputation?: ReputationObject | undefined;
  readonly type?: string | undefined;
  readonly type_id: number;
  readonly type_uid?: number | undefined;
  readonly value?: string | undefined;
}

/** Observation */
export interface ObservationObject {
  readonly count?: number | undefined;
  readonly timespan?: TimespanObject | undefined;
  readonly value: string;
}

/** Occurrence Details */
export interface OccurrenceDetailsObject {
  readonly cell_name?: string | undefined;
  readonly column_name?: string | undefined;
  readonly column_number?: number | undefined;
  readonly end_line?: number | undefined;
  readonly json_path?: string | undefined;
  readonly page_number?: number | undefined;
  readonly record_index_in_array?: number | undefined;
  readonly row_number?: number | undefined;
  readonly start_line?: number | undefined;
}

/** Organization */
export interface OrganizationObject {
  readonly name?: string | undefined;
  readonly ou_name?: string | undefined;
  readonly ou_uid?: string | undefined;
  readonly uid?: string | undefined;
}

/** Operating System (OS) */
export interface OsObject {
  readonly build?: string | undefined;
  readonly country?: string | undefined;
  readonly cpe_name?: string | undefined;
  readonly cpu_bits?: number | undefined;
  readonly edition?: string | undefined;
  readonly kernel_release?: string | undefined;
  readonly lang?: string | undefined;
  readonly name: string;
  readonly sp_name?: string | undefined;
  readonly sp_ver?: number | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 99 | 100 | 101 | 200 | 201 | 300 | 301 | 302 | 400 | 401 | 402;
  readonly version?: string | undefined;
}

/** OSINT */
export interface OsintObject {
  readonly answers?: readonly DnsAnswerObject[] | undefined;
  readonly attacks?: readonly AttackObject[] | undefined;
  readonly autonomous_system?: AutonomousSystemObject | undefined;
  readonly campaign?: CampaignObject | undefined;
  readonly category?: string | undefined;
  readonly comment?: string | undefined;
  readonly confidence?: string | undefined;
  readonly confidence_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly creator?: UserObject | undefined;
  readonly desc?: string | undefined;
  readonly detection_pattern?: string | undefined;
  readonly detection_pattern_type?: string | undefined;
  readonly detection_pattern_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly email?: EmailObject | undefined;
  readonly email_auth?: EmailAuthObject | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly external_uid?: string | undefined;
  readonly file?: FileObject | undefined;
  readonly intrusion_sets?: readonly string[] | undefined;
  readonly kill_chain?: readonly KillChainPhaseObject[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly location?: LocationObject | undefined;
  readonly malware?: readonly MalwareObject[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly references?: readonly string[] | undefined;
  readonly related_analytics?: readonly AnalyticObject[] | undefined;
  readonly reputation?: ReputationObject | undefined;
  readonly risk_score?: number | undefined;
  readonly script?: ScriptObject | undefined;
  readonly severity?: string | undefined;
  readonly severity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly signatures?: readonly DigitalSignatureObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly subdomains?: readonly string[] | undefined;
  readonly subnet?: string | undefined;
  readonly threat_actor?: ThreatActorObject | undefined;
  readonly tlp?: "AMBER STRICT" | "AMBER" | "CLEAR" | "GREEN" | "RED" | "WHITE" | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 99;
  readonly uid?: string | undefined;
  readonly uploaded_time?: number | undefined;
  readonly uploaded_time_dt?: string | undefined;
  readonly value: string;
  readonly vendor_name?: string | undefined;
  readonly vulnerabilities?: readonly VulnerabilityObject[] | undefined;
  readonly whois?: WhoisObject | undefined;
}

/** Software Package */
export interface PackageObject {
  readonly architecture?: string | undefined;
  readonly cpe_name?: string | undefined;
  readonly epoch?: number | undefined;
  readonly hash?: FingerprintObject | undefined;
  readonly license?: string | undefined;
  readonly license_url?: string | undefined;
  readonly name: string;
  readonly package_manager?: string | undefined;
  readonly package_manager_url?: string | undefined;
  readonly purl?: string | undefined;
  readonly release?: string | undefined;
  readonly src_url?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version: string;
}

/** Packet */
export interface PacketObject {
  readonly encoding?: string | undefined;
  readonly encoding_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly end_offset?: number | undefined;
  readonly format?: string | undefined;
  readonly format_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly sequence_number?: number | undefined;
  readonly source?: string | undefined;
  readonly source_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly start_offset?: number | undefined;
  readonly value: string;
}

/** Parameter */
export interface ParameterObject {
  readonly name?: string | undefined;
  readonly post_value?: string | undefined;
  readonly pre_value?: string | undefined;
}

/** Peripheral Device */
export interface PeripheralDeviceObject {
  readonly class?: string | undefined;
  readonly model?: string | undefined;
  readonly name: string;
  readonly serial_number?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly vendor_id_list?: readonly string[] | undefined;
  readonly vendor_name?: string | undefined;
}

/** Permission Analysis Result */
export interface PermissionAnalysisResultObject {
  readonly analyzed_privileges_count?: number | undefined;
  readonly condition_keys?: readonly KeyValueObjectObject[] | undefined;
  readonly granted_privileges?: readonly string[] | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly service_privilege_analysis_list?: readonly ServicePrivilegeAnalysisObject[] | undefined;
  readonly total_potential_attacks_count?: number | undefined;
  readonly unused_privileges_count?: number | undefined;
  readonly unused_services_count?: number | undefined;
}

/** Policy */
export interface PolicyObject {
  readonly data?: unknown | undefined;
  readonly desc?: string | undefined;
  readonly group?: GroupObject | undefined;
  readonly is_applied?: boolean | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Port Information */
export interface PortInfoObject {
  readonly port: number;
  readonly protocol_name?: string | undefined;
  readonly protocol_num?: number | undefined;
}

/** Privilege Attack Info */
export interface PrivilegeAttackInfoObject {
  readonly attack: AttackObject;
  readonly privilege_info_list: readonly PrivilegeInfoObject[];
}

/** Privilege Info */
export interface PrivilegeInfoObject {
  readonly is_unused?: boolean | undefined;
  readonly last_used_time?: number | undefined;
  readonly last_used_time_dt?: string | undefined;
  readonly name: string;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
}

/** Process */
export interface ProcessObject {
  readonly ancestry?: readonly ProcessEntityObject[] | undefined;
  readonly auid?: number | undefined;
  readonly cmd_line?: string | undefined;
  readonly container?: ContainerObject | undefined;
  readonly cpid?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly egid?: number | undefined;
  readonly environment_variables?: readonly EnvironmentVariableObject[] | undefined;
  readonly euid?: number | undefined;
  readonly file?: FileObject | undefined;
  readonly group?: GroupObject | undefined;
  readonly hosted_services?: readonly WinServiceObject[] | undefined;
  readonly integrity?: string | undefined;
  readonly integrity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly lineage?: readonly string[] | undefined;
  readonly loaded_modules?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly namespace_pid?: number | undefined;
  readonly parent_process?: ProcessObject | undefined;
  readonly path?: string | undefined;
  readonly pid?: number | undefined;
  readonly ptid?: number | undefined;
  readonly sandbox?: string | undefined;
  readonly session?: SessionObject | undefined;
  readonly terminated_time?: number | undefined;
  readonly terminated_time_dt?: string | undefined;
  readonly tid?: number | undefined;
  readonly uid?: string | undefined;
  readonly user?: UserObject | undefined;
  readonly working_directory?: string | undefined;
  readonly xattributes?: AnyObject | undefined;
}

/** Process Entity */
export interface ProcessEntityObject {
  readonly cmd_line?: string | undefined;
  readonly cpid?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly path?: string | undefined;
  readonly pid?: number | undefined;
  readonly uid?: string | undefined;
}

/** Product */
export interface ProductObject {
  readonly cpe_name?: string | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly feature?: FeatureObject | undefined;
  readonly lang?: string | undefined;
  readonly name?: string | undefined;
  readonly path?: string | undefined;
  readonly uid?: string | undefined;
  readonly url_string?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version?: string | undefined;
}

/** Programmatic Credential */
export interface ProgrammaticCredentialObject {
  readonly last_used_time?: number | undefined;
  readonly last_used_time_dt?: string | undefined;
  readonly type?: string | undefined;
  readonly uid: string;
}

/** Query Evidence */
export interface QueryEvidenceObject {
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly file?: FileObject | undefined;
  readonly folder?: FileObject | undefined;
  readonly group?: GroupObject | undefined;
  readonly job?: JobObject | undefined;
  readonly kernel?: KernelObject | undefined;
  readonly module?: ModuleObject | undefined;
  readonly network_interfaces?: readonly NetworkInterfaceObject[] | undefined;
  readonly peripheral_device?: PeripheralDeviceObject | undefined;
  readonly process?: ProcessObject | undefined;
  readonly query_type?: string | undefined;
  readonly query_type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 99;
  readonly reg_key?: RegKeyObject | undefined;
  readonly reg_value?: RegValueObject | undefined;
  readonly service?: ServiceObject | undefined;
  readonly session?: SessionObject | undefined;
  readonly startup_item?: StartupItemObject | undefined;
  readonly state?: string | undefined;
  readonly tcp_state_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | undefined;
  readonly user?: UserObject | undefined;
  readonly users?: readonly UserObject[] | undefined;
}

/** Query Information */
export interface QueryInfoObject {
  readonly bytes?: number | undefined;
  readonly data?: unknown | undefined;
  readonly name?: string | undefined;
  readonly query_string: string;
  readonly query_time?: number | undefined;
  readonly query_time_dt?: string | undefined;
  readonly uid?: string | undefined;
}

/** Registry Key */
export interface RegKeyObject {
  readonly is_system?: boolean | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly path: string;
  readonly security_descriptor?: string | undefined;
}

/** Registry Value */
export interface RegValueObject {
  readonly data?: unknown | undefined;
  readonly is_default?: boolean | undefined;
  readonly is_system?: boolean | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name: string;
  readonly path: string;
  readonly reg_binary_data?: string | undefined;
  readonly reg_integer_data?: number | undefined;
  readonly reg_string_data?: string | undefined;
  readonly reg_string_list_data?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Related Event/Finding */
export interface RelatedEventObject {
  readonly attacks?: readonly AttackObject[] | undefined;
  readonly count?: number | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly kill_chain?: readonly KillChainPhaseObject[] | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly observables?: readonly ObservableObject[] | undefined;
  readonly product?: ProductObject | undefined;
  readonly product_uid?: string | undefined;
  readonly severity?: string | undefined;
  readonly severity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly status?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly title?: string | undefined;
  readonly traits?: readonly TraitObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_name?: string | undefined;
  readonly type_uid?: number | undefined;
  readonly uid: string;
}

/** Remediation */
export interface RemediationObject {
  readonly cis_controls?: readonly CisControlObject[] | undefined;
  readonly desc: string;
  readonly kb_article_list?: readonly KbArticleObject[] | undefined;
  readonly kb_articles?: readonly string[] | undefined;
  readonly references?: readonly string[] | undefined;
}

/** Reporter */
export interface ReporterObject {
  readonly hostname?: string | undefined;
  readonly ip?: string | undefined;
  readonly name?: string | undefined;
  readonly org?: OrganizationObject | undefined;
  readonly uid?: string | undefined;
}

/** Reputation */
export interface ReputationObject {
  readonly base_score: number;
  readonly provider?: string | undefined;
  readonly score?: string | undefined;
  readonly score_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99;
}

/** Request Elements */
export interface RequestObject {
  readonly containers?: readonly ContainerObject[] | undefined;
  readonly data?: unknown | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly uid: string;
}

/** Resource Details */
export interface ResourceDetailsObject {
  readonly agent_list?: readonly AgentObject[] | undefined;
  readonly cloud_partition?: string | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly criticality?: string | undefined;
  readonly data?: unknown | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly group?: GroupObject | undefined;
  readonly hostname?: string | undefined;
  readonly ip?: string | undefined;
  readonly is_backed_up?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly owner?: UserObject | undefined;
  readonly provider?: string | undefined;
  readonly region?: string | undefined;
  readonly resource_relationship?: GraphObject | undefined;
  readonly role?: string | undefined;
  readonly role_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly version?: string | undefined;
  readonly zone?: string | undefined;
}

/** Response Elements */
export interface ResponseObject {
  readonly code?: number | undefined;
  readonly containers?: readonly ContainerObject[] | undefined;
  readonly data?: unknown | undefined;
  readonly error?: string | undefined;
  readonly error_message?: string | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly message?: string | undefined;
}

/** RPC Interface */
export interface RpcInterfaceObject {
  readonly ack_reason?: number | undefined;
  readonly ack_result?: number | undefined;
  readonly uuid: string;
  readonly version: string;
}

/** Rule */
export interface RuleObject {
  readonly category?: string | undefined;
  readonly desc?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Subject Alternative Name */
export interface SanObject {
  readonly name: string;
  readonly type: string;
}

/** Software Bill of Materials */
export interface SbomObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly package: PackageObject;
  readonly product?: ProductObject | undefined;
  readonly software_components: readonly SoftwareComponentObject[];
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Scan */
export interface ScanObject {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly uid?: string | undefined;
}

/** SCIM */
export interface ScimObject {
  readonly auth_protocol?: string | undefined;
  readonly auth_protocol_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99 | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly error_message?: string | undefined;
  readonly is_group_provisioning_enabled?: boolean | undefined;
  readonly is_user_provisioning_enabled?: boolean | undefined;
  readonly last_run_time?: number | undefined;
  readonly last_run_time_dt?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly protocol_name?: string | undefined;
  readonly rate_limit?: number | undefined;
  readonly scim_group_schema?: unknown | undefined;
  readonly scim_user_schema?: unknown | undefined;
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly url_string?: string | undefined;
  readonly vendor_name?: string | undefined;
  readonly version?: string | undefined;
}

/** Script */
export interface ScriptObject {
  readonly file?: FileObject | undefined;
  readonly hashes?: readonly FingerprintObject[] | undefined;
  readonly name?: string | undefined;
  readonly parent_uid?: string | undefined;
  readonly script_content: LongStringObject;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly uid?: string | undefined;
}

/** Security State */
export interface SecurityStateObject {
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 99 | undefined;
}

/** Service */
export interface ServiceObject {
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** Service Privilege Analysis */
export interface ServicePrivilegeAnalysisObject {
  readonly all_privileges_unused?: boolean | undefined;
  readonly analyzed_privileges_count?: number | undefined;
  readonly execute_count?: number | undefined;
  readonly last_used_time?: number | undefined;
  readonly last_used_time_dt?: string | undefined;
  readonly name: string;
  readonly privilege_attack_info_list?: readonly PrivilegeAttackInfoObject[] | undefined;
  readonly read_count?: number | undefined;
  readonly unused_privileges_count?: number | undefined;
  readonly write_count?: number | undefined;
}

/** Session */
export interface SessionObject {
  readonly count?: number | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly credential_uid?: string | undefined;
  readonly expiration_reason?: string | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly is_mfa?: boolean | undefined;
  readonly is_remote?: boolean | undefined;
  readonly is_vpn?: boolean | undefined;
  readonly issuer?: string | undefined;
  readonly terminal?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly uuid?: string | undefined;
}

/** Software Component */
export interface SoftwareComponentObject {
  readonly author?: string | undefined;
  readonly hash?: FingerprintObject | undefined;
  readonly license?: string | undefined;
  readonly name: string;
  readonly purl?: string | undefined;
  readonly related_component?: string | undefined;
  readonly relationship?: string | undefined;
  readonly relationship_id?: 0 | 1 | 99 | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly version: string;
}

/** Span */
export interface SpanObject {
  readonly duration?: number | undefined;
  readonly end_time: number;
  readonly end_time_dt?: string | undefined;
  readonly message?: string | undefined;
  readonly operation?: string | undefined;
  readonly parent_uid?: string | undefined;
  readonly service?: ServiceObject | undefined;
  readonly start_time: number;
  readonly start_time_dt?: string | undefined;
  readonly status_code?: string | undefined;
  readonly uid: string;
}

/** SSO */
export interface SsoObject {
  readonly auth_protocol?: string | undefined;
  readonly auth_protocol_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99 | undefined;
  readonly certificate?: CertificateObject | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly duration_mins?: number | undefined;
  readonly idle_timeout?: number | undefined;
  readonly login_endpoint?: string | undefined;
  readonly logout_endpoint?: string | undefined;
  readonly metadata_endpoint?: string | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly protocol_name?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly vendor_name?: string | undefined;
}

/** Startup Item */
export interface StartupItemObject {
  readonly driver?: KernelDriverObject | undefined;
  readonly job?: JobObject | undefined;
  readonly name: string;
  readonly process?: ProcessObject | undefined;
  readonly run_mode_ids?: readonly (0 | 1 | 2 | 3 | 99)[] | undefined;
  readonly run_modes?: readonly string[] | undefined;
  readonly run_state?: string | undefined;
  readonly run_state_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99 | undefined;
  readonly start_type?: string | undefined;
  readonly start_type_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99 | undefined;
  readonly win_service?: WinServiceObject | undefined;
}

/** MITRE Sub-technique */
export interface SubTechniqueObject {
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** Table */
export interface TableObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly desc?: string | undefined;
  readonly groups?: readonly GroupObject[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly size?: number | undefined;
  readonly uid?: string | undefined;
}

/** MITRE Tactic */
export interface TacticObject {
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** MITRE Technique */
export interface TechniqueObject {
  readonly name?: string | undefined;
  readonly src_url?: string | undefined;
  readonly uid?: string | undefined;
}

/** Threat Actor */
export interface ThreatActorObject {
  readonly name: string;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
}

/** Ticket */
export interface TicketObject {
  readonly src_url?: string | undefined;
  readonly status?: string | undefined;
  readonly status_details?: readonly string[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99 | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly uid?: string | undefined;
}

/** Time Span */
export interface TimespanObject {
  readonly duration?: number | undefined;
  readonly duration_days?: number | undefined;
  readonly duration_hours?: number | undefined;
  readonly duration_mins?: number | undefined;
  readonly duration_months?: number | undefined;
  readonly duration_secs?: number | undefined;
  readonly duration_weeks?: number | undefined;
  readonly duration_years?: number | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99 | undefined;
}

/** Transport Layer Security (TLS) */
export interface TlsObject {
  readonly alert?: number | undefined;
  readonly certificate?: CertificateObject | undefined;
  readonly certificate_chain?: readonly string[] | undefined;
  readonly cipher?: string | undefined;
  readonly client_ciphers?: readonly string[] | undefined;
  readonly extension_list?: readonly TlsExtensionObject[] | undefined;
  readonly handshake_dur?: number | undefined;
  readonly ja3_hash?: FingerprintObject | undefined;
  readonly ja3s_hash?: FingerprintObject | undefined;
  readonly key_length?: number | undefined;
  readonly sans?: readonly SanObject[] | undefined;
  readonly server_ciphers?: readonly string[] | undefined;
  readonly sni?: string | undefined;
  readonly tls_extension_list?: readonly TlsExtensionObject[] | undefined;
  readonly version: string;
}

/** TLS Extension */
export interface TlsExtensionObject {
  readonly data?: unknown | undefined;
  readonly type?: string | undefined;
  readonly type_id: 0 | 1 | 5 | 10 | 13 | 14 | 15 | 16 | 18 | 19 | 20 | 21 | 41 | 42 | 43 | 44 | 45 | 47 | 48 | 49 | 50 | 51 | 99;
}

/** Token */
export interface TokenObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly is_renewable?: boolean | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly tenant_uid?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly zone?: string | undefined;
}

/** Trace */
export interface TraceObject {
  readonly duration?: number | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly flags?: readonly string[] | undefined;
  readonly service?: ServiceObject | undefined;
  readonly span?: SpanObject | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly uid: string;
}

/** Trait */
export interface TraitObject {
  readonly category?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

/** Transformation Info */
export interface TransformationInfoObject {
  readonly lang?: string | undefined;
  readonly name?: string | undefined;
  readonly product?: ProductObject | undefined;
  readonly time?: number | undefined;
  readonly time_dt?: string | undefined;
  readonly uid?: string | undefined;
  readonly url_string?: string | undefined;
}

/** Unmanned Aerial System */
export interface UnmannedAerialSystemObject {
  readonly hw_info?: DeviceHwInfoObject | undefined;
  readonly location?: LocationObject | undefined;
  readonly model?: string | undefined;
  readonly name?: string | undefined;
  readonly serial_number?: string | undefined;
  readonly speed?: string | undefined;
  readonly speed_accuracy?: string | undefined;
  readonly track_direction?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly uuid?: string | undefined;
  readonly vertical_speed?: string | undefined;
}

/** Unmanned System Operating Area */
export interface UnmannedSystemOperatingAreaObject {
  readonly aerial_height?: string | undefined;
  readonly altitude_ceiling?: string | undefined;
  readonly altitude_floor?: string | undefined;
  readonly city?: string | undefined;
  readonly continent?: string | undefined;
  readonly coordinates?: readonly number[] | undefined;
  readonly count?: number | undefined;
  readonly country?: string | undefined;
  readonly desc?: string | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly geodetic_altitude?: string | undefined;
  readonly geodetic_vertical_accuracy?: string | undefined;
  readonly geohash?: string | undefined;
  readonly horizontal_accuracy?: string | undefined;
  readonly is_on_premises?: boolean | undefined;
  readonly isp?: string | undefined;
  readonly lat?: number | undefined;
  readonly locations?: readonly LocationObject[] | undefined;
  readonly long?: number | undefined;
  readonly postal_code?: string | undefined;
  readonly pressure_altitude?: string | undefined;
  readonly provider?: string | undefined;
  readonly radius?: string | undefined;
  readonly region?: string | undefined;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
}

/** Uniform Resource Locator */
export interface UrlObject {
  readonly categories?: readonly string[] | undefined;
  readonly category_ids?: readonly number[] | undefined;
  readonly domain?: string | undefined;
  readonly hostname?: string | undefined;
  readonly path?: string | undefined;
  readonly port?: number | undefined;
  readonly query_string?: string | undefined;
  readonly resource_type?: string | undefined;
  readonly scheme?: string | undefined;
  readonly subdomain?: string | undefined;
  readonly url_string?: string | undefined;
}

/** User */
export interface UserObject {
  readonly account?: AccountObject | undefined;
  readonly credential_uid?: string | undefined;
  readonly display_name?: string | undefined;
  readonly domain?: string | undefined;
  readonly email_addr?: string | undefined;
  readonly forward_addr?: string | undefined;
  readonly full_name?: string | undefined;
  readonly groups?: readonly GroupObject[] | undefined;
  readonly has_mfa?: boolean | undefined;
  readonly ldap_person?: LdapPersonObject | undefined;
  readonly name?: string | undefined;
  readonly org?: OrganizationObject | undefined;
  readonly phone_number?: string | undefined;
  readonly programmatic_credentials?: readonly ProgrammaticCredentialObject[] | undefined;
  readonly risk_level?: string | undefined;
  readonly risk_level_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly risk_score?: number | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
}

/** Vendor Attributes */
export interface VendorAttributesObject {
  readonly severity?: string | undefined;
  readonly severity_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
}

/** Vulnerability Details */
export interface VulnerabilityObject {
  readonly advisory?: AdvisoryObject | undefined;
  readonly affected_code?: readonly AffectedCodeObject[] | undefined;
  readonly affected_packages?: readonly AffectedPackageObject[] | undefined;
  readonly category?: string | undefined;
  readonly cve?: CveObject | undefined;
  readonly cwe?: CweObject | undefined;
  readonly dependency_chain?: string | undefined;
  readonly desc?: string | undefined;
  readonly exploit_last_seen_time?: number | undefined;
  readonly exploit_last_seen_time_dt?: string | undefined;
  readonly exploit_ref_url?: string | undefined;
  readonly exploit_requirement?: string | undefined;
  readonly exploit_type?: string | undefined;
  readonly first_seen_time?: number | undefined;
  readonly first_seen_time_dt?: string | undefined;
  readonly fix_available?: boolean | undefined;
  readonly fix_coverage?: string | undefined;
  readonly fix_coverage_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly is_exploit_available?: boolean | undefined;
  readonly is_fix_available?: boolean | undefined;
  readonly kb_article_list?: readonly KbArticleObject[] | undefined;
  readonly kb_articles?: readonly string[] | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly packages?: readonly PackageObject[] | undefined;
  readonly references?: readonly string[] | undefined;
  readonly related_vulnerabilities?: readonly string[] | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly severity?: string | undefined;
  readonly title?: string | undefined;
  readonly vendor_name?: string | undefined;
}

/** Web Resource */
export interface WebResourceObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly data?: unknown | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly desc?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
  readonly url_string?: string | undefined;
}

/** WHOIS */
export interface WhoisObject {
  readonly autonomous_system?: AutonomousSystemObject | undefined;
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly dnssec_status?: string | undefined;
  readonly dnssec_status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly domain?: string | undefined;
  readonly domain_contacts?: readonly DomainContactObject[] | undefined;
  readonly email_addr?: string | undefined;
  readonly isp?: string | undefined;
  readonly isp_org?: string | undefined;
  readonly last_seen_time?: number | undefined;
  readonly last_seen_time_dt?: string | undefined;
  readonly name_servers?: readonly string[] | undefined;
  readonly phone_number?: string | undefined;
  readonly registrar?: string | undefined;
  readonly status?: string | undefined;
  readonly subdomains?: readonly string[] | undefined;
  readonly subnet?: string | undefined;
}

/** Windows Resource */
export interface WinResourceObject {
  readonly created_time?: number | undefined;
  readonly created_time_dt?: string | undefined;
  readonly data?: unknown | undefined;
  readonly data_classification?: DataClassificationObject | undefined;
  readonly data_classifications?: readonly DataClassificationObject[] | undefined;
  readonly details?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly modified_time?: number | undefined;
  readonly modified_time_dt?: string | undefined;
  readonly name?: string | undefined;
  readonly svc_name?: string | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly type?: string | undefined;
  readonly type_id: number;
  readonly uid?: string | undefined;
  readonly uid_alt?: string | undefined;
}

/** Windows Service */
export interface WinServiceObject {
  readonly cmd_line?: string | undefined;
  readonly hosting_process?: ProcessEntityObject | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly load_order_group?: string | undefined;
  readonly name: string;
  readonly service_category?: string | undefined;
  readonly service_category_id?: 0 | 1 | 2 | 99 | undefined;
  readonly service_dependencies?: readonly string[] | undefined;
  readonly service_dll_file?: FileObject | undefined;
  readonly service_error_control?: string | undefined;
  readonly service_error_control_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly service_file?: FileObject | undefined;
  readonly service_start_name?: string | undefined;
  readonly service_start_type?: string | undefined;
  readonly service_start_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 99 | undefined;
  readonly service_type?: string | undefined;
  readonly service_type_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly tags?: readonly KeyValueObjectObject[] | undefined;
  readonly uid?: string | undefined;
  readonly version?: string | undefined;
}

/** What all classes of event have in common */
export interface CommonEvent {
  readonly action?: string | undefined;
  readonly action_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly activity_name?: string | undefined;
  readonly attacks?: readonly AttackObject[] | undefined;
  readonly authorizations?: readonly AuthorizationObject[] | undefined;
  readonly category_name?: string | undefined;
  readonly class_name?: string | undefined;
  readonly cloud?: CloudObject | undefined;
  readonly confidence?: string | undefined;
  readonly confidence_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly confidence_score?: number | undefined;
  readonly count?: number | undefined;
  readonly disposition?: string | undefined;
  readonly disposition_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 99 | undefined;
  readonly duration?: number | undefined;
  readonly end_time?: number | undefined;
  readonly end_time_dt?: string | undefined;
  readonly enrichments?: readonly EnrichmentObject[] | undefined;
  readonly firewall_rule?: FirewallRuleObject | undefined;
  readonly is_alert?: boolean | undefined;
  readonly malware?: readonly MalwareObject[] | undefined;
  readonly malware_scan_info?: MalwareScanInfoObject | undefined;
  readonly message?: string | undefined;
  readonly metadata: MetadataObject;
  readonly observables?: readonly ObservableObject[] | undefined;
  readonly policy?: PolicyObject | undefined;
  readonly raw_data?: string | undefined;
  readonly raw_data_hash?: FingerprintObject | undefined;
  readonly raw_data_size?: number | undefined;
  readonly risk_details?: string | undefined;
  readonly risk_level?: string | undefined;
  readonly risk_level_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly risk_score?: number | undefined;
  readonly severity?: string | undefined;
  readonly severity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99;
  readonly start_time?: number | undefined;
  readonly start_time_dt?: string | undefined;
  readonly status?: string | undefined;
  readonly status_code?: string | undefined;
  readonly status_detail?: string | undefined;
  readonly time: number;
  readonly time_dt?: string | undefined;
  readonly timezone_offset?: number | undefined;
  readonly type_name?: string | undefined;
  readonly unmapped?: AnyObject | undefined;
}

/** Account Change (3001) */
export interface AccountChangeEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly auth_factors?: readonly AuthFactorObject[] | undefined;
  readonly category_uid: 3;
  readonly class_uid: 3001;
  readonly device?: DeviceObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly policies?: readonly PolicyObject[] | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
  readonly user_result?: UserObject | undefined;
}

/** Admin Group Query (5009) */
export interface AdminGroupQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5009;
  readonly device?: DeviceObject | undefined;
  readonly group: GroupObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly users?: readonly UserObject[] | undefined;
}

/** Airborne Broadcast Activity (8002) */
export interface AirborneBroadcastActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly aircraft?: AircraftObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 8;
  readonly class_uid: 8002;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly protocol_name?: string | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly rssi?: number | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
  readonly unmanned_aerial_system: UnmannedAerialSystemObject;
  readonly unmanned_system_operating_area?: UnmannedSystemOperatingAreaObject | undefined;
  readonly unmanned_system_operator: UserObject;
}

/** API Activity (6003) */
export interface ApiActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly actor: ActorObject;
  readonly ai_model?: AiModelObject | undefined;
  readonly api: ApiObject;
  readonly category_uid: 6;
  readonly class_uid: 6003;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly message_context?: MessageContextObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_endpoint: NetworkEndpointObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly trace?: TraceObject | undefined;
  readonly type_uid: number;
}

/** Application Error (6008) */
export interface ApplicationErrorEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6008;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Application Lifecycle (6002) */
export interface ApplicationLifecycleEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app: ProductObject;
  readonly category_uid: 6;
  readonly class_uid: 6002;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Application Security Posture Finding (2007) */
export interface ApplicationSecurityPostureFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly application?: ApplicationObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2007;
  readonly comment?: string | undefined;
  readonly compliance?: ComplianceObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly finding_info: FindingInfoObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
  readonly vulnerabilities?: readonly VulnerabilityObject[] | undefined;
}

/** Authentication (3002) */
export interface AuthenticationEvent extends CommonEvent {
  readonly account_switch_type?: string | undefined;
  readonly account_switch_type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly auth_factors?: readonly AuthFactorObject[] | undefined;
  readonly auth_protocol?: string | undefined;
  readonly auth_protocol_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99 | undefined;
  readonly authentication_token?: AuthenticationTokenObject | undefined;
  readonly category_uid: 3;
  readonly certificate?: CertificateObject | undefined;
  readonly class_uid: 3002;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly is_cleartext?: boolean | undefined;
  readonly is_mfa?: boolean | undefined;
  readonly is_new_logon?: boolean | undefined;
  readonly is_remote?: boolean | undefined;
  readonly logon_process?: ProcessObject | undefined;
  readonly logon_type?: string | undefined;
  readonly logon_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly service?: ServiceObject | undefined;
  readonly session?: SessionObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
}

/** Authorize Session (3003) */
export interface AuthorizeSessionEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 3;
  readonly class_uid: 3003;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly group?: GroupObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly privileges?: readonly string[] | undefined;
  readonly session?: SessionObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
}

/** Base Event (0) */
export interface BaseEventEvent extends CommonEvent {
  readonly activity_id: 0 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 0;
  readonly class_uid: 0;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Cloud Resources Inventory Info (5023) */
export interface CloudResourcesInventoryInfoEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5023;
  readonly container?: ContainerObject | undefined;
  readonly database?: DatabaseObject | undefined;
  readonly databucket?: DatabucketObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly idp?: IdpObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly region?: string | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly table?: TableObject | undefined;
  readonly type_uid: number;
}

/** Compliance Finding (2003) */
export interface ComplianceFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2003;
  readonly comment?: string | undefined;
  readonly compliance: ComplianceObject;
  readonly device?: DeviceObject | undefined;
  readonly evidences?: readonly EvidencesObject[] | undefined;
  readonly finding_info: FindingInfoObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly resource?: ResourceDetailsObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Device Config State (5002) */
export interface ConfigStateEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly assessments?: readonly AssessmentObject[] | undefined;
  readonly category_uid: 5;
  readonly cis_benchmark_result?: CisBenchmarkResultObject | undefined;
  readonly class_uid: 5002;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Data Security Finding (2006) */
export interface DataSecurityFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2006;
  readonly comment?: string | undefined;
  readonly data_security?: DataSecurityObject | undefined;
  readonly database?: DatabaseObject | undefined;
  readonly databucket?: DatabucketObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly finding_info: FindingInfoObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly table?: TableObject | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Datastore Activity (6005) */
export interface DatastoreActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99;
  readonly actor: ActorObject;
  readonly ai_model?: AiModelObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6005;
  readonly database?: DatabaseObject | undefined;
  readonly databucket?: DatabucketObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly message_context?: MessageContextObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly src_endpoint: NetworkEndpointObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly table?: TableObject | undefined;
  readonly type?: string | undefined;
  readonly type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly type_uid: number;
}

/** Detection Finding (2004) */
export interface DetectionFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly anomaly_analyses?: readonly AnomalyAnalysisObject[] | undefined;
  readonly api?: ApiObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2004;
  readonly comment?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly evidences?: readonly EvidencesObject[] | undefined;
  readonly finding_info: FindingInfoObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
  readonly vulnerabilities?: readonly VulnerabilityObject[] | undefined;
}

/** Device Config State Change (5019) */
export interface DeviceConfigStateChangeEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5019;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly prev_security_level?: string | undefined;
  readonly prev_security_level_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly prev_security_states?: readonly SecurityStateObject[] | undefined;
  readonly security_level?: string | undefined;
  readonly security_level_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly security_states?: readonly SecurityStateObject[] | undefined;
  readonly state?: string | undefined;
  readonly state_id?: 0 | 1 | 2 | 99 | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** DHCP Activity (4004) */
export interface DhcpActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4004;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly is_renewal?: boolean | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly lease_dur?: number | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly relay?: NetworkInterfaceObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly transaction_uid?: string | undefined;
  readonly type_uid: number;
}

/** DNS Activity (4003) */
export interface DnsActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 6 | 99;
  readonly actor?: ActorObject | undefined;
  readonly answers?: readonly DnsAnswerObject[] | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4003;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly query?: DnsQueryObject | undefined;
  readonly query_time?: number | undefined;
  readonly query_time_dt?: string | undefined;
  readonly rcode?: string | undefined;
  readonly rcode_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 99 | undefined;
  readonly response_time?: number | undefined;
  readonly response_time_dt?: string | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
}

/** Drone Flights Activity (8001) */
export interface DroneFlightsActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly auth_protocol?: string | undefined;
  readonly auth_protocol_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 99 | undefined;
  readonly category_uid: 8;
  readonly class_uid: 8001;
  readonly classification?: string | undefined;
  readonly comment?: string | undefined;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint: NetworkEndpointObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly protocol_name?: string | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
  readonly unmanned_aerial_system: UnmannedAerialSystemObject;
  readonly unmanned_system_operating_area?: UnmannedSystemOperatingAreaObject | undefined;
  readonly unmanned_system_operator: UserObject;
}

/** Email Activity (4009) */
export interface EmailActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly attempt?: number | undefined;
  readonly banner?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4009;
  readonly command?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly direction?: string | undefined;
  readonly direction_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly email: EmailObject;
  readonly email_auth?: EmailAuthObject | undefined;
  readonly from?: string | undefined;
  readonly message_trace_uid?: string | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly protocol_name?: string | undefined;
  readonly smtp_hello?: string | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly to?: readonly string[] | undefined;
  readonly type_uid: number;
}

/** Email File Activity (4011) */
export interface EmailFileActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4011;
  readonly device?: DeviceObject | undefined;
  readonly email_uid: string;
  readonly file: FileObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Email URL Activity (4012) */
export interface EmailUrlActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4012;
  readonly device?: DeviceObject | undefined;
  readonly email_uid: string;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly url: UrlObject;
}

/** Entity Management (3004) */
export interface EntityManagementEvent extends CommonEvent {
  readonly access_list?: readonly string[] | undefined;
  readonly access_mask?: number | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 3;
  readonly class_uid: 3004;
  readonly comment?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly entity: ManagedEntityObject;
  readonly entity_result?: ManagedEntityObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Event Log Activity (1008) */
export interface EventLogActvityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1008;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly log_name?: string | undefined;
  readonly log_provider?: string | undefined;
  readonly log_type?: string | undefined;
  readonly log_type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Live Evidence Info (5040) */
export interface EvidenceInfoEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5040;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_evidence: QueryEvidenceObject;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** File System Activity (1001) */
export interface FileActivityEvent extends CommonEvent {
  readonly access_mask?: number | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1001;
  readonly component?: string | undefined;
  readonly connection_uid?: string | undefined;
  readonly create_mask?: string | undefined;
  readonly device: DeviceObject;
  readonly file: FileObject;
  readonly file_diff?: string | undefined;
  readonly file_result?: FileObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** File Hosting Activity (6006) */
export interface FileHostingEvent extends CommonEvent {
  readonly access_list?: readonly string[] | undefined;
  readonly access_mask?: number | undefined;
  readonly access_result?: unknown | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6006;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly file: FileObject;
  readonly file_result?: FileObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly share?: string | undefined;
  readonly share_type?: string | undefined;
  readonly share_type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly src_endpoint: NetworkEndpointObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** File Query (5007) */
export interface FileQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5007;
  readonly device?: DeviceObject | undefined;
  readonly file: FileObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** File Remediation Activity (7002) */
export interface FileRemediationActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 7;
  readonly class_uid: 7002;
  readonly command_uid: string;
  readonly countermeasures?: readonly D3fendObject[] | undefined;
  readonly device?: DeviceObject | undefined;
  readonly file: FileObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly scan?: ScanObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly type_uid: number;
}

/** Folder Query (5008) */
export interface FolderQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5008;
  readonly device?: DeviceObject | undefined;
  readonly folder: FileObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** FTP Activity (4008) */
export interface FtpActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4008;
  readonly codes?: readonly number[] | undefined;
  readonly command?: string | undefined;
  readonly command_responses?: readonly string[] | undefined;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly name?: string | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly port?: number | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type?: string | undefined;
  readonly type_uid: number;
}

/** Group Management (3006) */
export interface GroupManagementEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 3;
  readonly class_uid: 3006;
  readonly device?: DeviceObject | undefined;
  readonly group: GroupObject;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly privileges?: readonly string[] | undefined;
  readonly resource?: ResourceDetailsObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly subgroup?: GroupObject | undefined;
  readonly type_uid: number;
  readonly user?: UserObject | undefined;
}

/** HTTP Activity (4002) */
export interface HttpActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4002;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly http_cookies?: readonly HttpCookieObject[] | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly http_status?: number | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly trace?: TraceObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
}

/** IAM Analysis Finding (2008) */
export interface IamAnalysisFindingEvent extends CommonEvent {
  readonly access_analysis_result?: AccessAnalysisResultObject | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly applications?: readonly ApplicationObject[] | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2008;
  readonly comment?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly finding_info: FindingInfoObject;
  readonly identity_activity_metrics?: IdentityActivityMetricsObject | undefined;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly permission_analysis_results?: readonly PermissionAnalysisResultObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly user?: UserObject | undefined;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Incident Finding (2005) */
export interface IncidentFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2005;
  readonly comment?: string | undefined;
  readonly desc?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly finding_info_list: readonly FindingInfoObject[];
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly src_url?: string | undefined;
  readonly status_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
}

/** Device Inventory Info (5001) */
export interface InventoryInfoEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5001;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Job Query (5010) */
export interface JobQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5010;
  readonly device?: DeviceObject | undefined;
  readonly job: JobObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Kernel Activity (1003) */
export interface KernelActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1003;
  readonly device: DeviceObject;
  readonly kernel: KernelObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Kernel Extension Activity (1002) */
export interface KernelExtensionActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1002;
  readonly device: DeviceObject;
  readonly driver: KernelDriverObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Kernel Object Query (5006) */
export interface KernelObjectQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5006;
  readonly device?: DeviceObject | undefined;
  readonly kernel: KernelObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Memory Activity (1004) */
export interface MemoryActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99;
  readonly actor: ActorObject;
  readonly actual_permissions?: number | undefined;
  readonly api?: ApiObject | undefined;
  readonly base_address?: string | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1004;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly requested_permissions?: number | undefined;
  readonly size?: number | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Module Activity (1005) */
export interface ModuleActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1005;
  readonly device: DeviceObject;
  readonly module: ModuleObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Module Query (5011) */
export interface ModuleQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5011;
  readonly device?: DeviceObject | undefined;
  readonly module: ModuleObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Network Activity (4001) */
export interface NetworkActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4001;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly is_src_dst_assignment_known?: boolean | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
  readonly url?: UrlObject | undefined;
}

/** Network Connection Query (5012) */
export interface NetworkConnectionQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5012;
  readonly connection_info: NetworkConnectionInfoObject;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly state?: string | undefined;
  readonly state_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Network File Activity (4010) */
export interface NetworkFileActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4010;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly expiration_time?: number | undefined;
  readonly expiration_time_dt?: string | undefined;
  readonly file: FileObject;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint: NetworkEndpointObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
}

/** Network Remediation Activity (7004) */
export interface NetworkRemediationActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 7;
  readonly class_uid: 7004;
  readonly command_uid: string;
  readonly connection_info: NetworkConnectionInfoObject;
  readonly countermeasures?: readonly D3fendObject[] | undefined;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly scan?: ScanObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly type_uid: number;
}

/** Networks Query (5013) */
export interface NetworksQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5013;
  readonly device?: DeviceObject | undefined;
  readonly network_interfaces: readonly NetworkInterfaceObject[];
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** NTP Activity (4013) */
export interface NtpActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4013;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly delay?: number | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dispersion?: number | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly precision?: number | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly stratum?: string | undefined;
  readonly stratum_id?: 0 | 1 | 2 | 16 | 17 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
  readonly version: string;
}

/** OSINT Inventory Info (5021) */
export interface OsintInventoryInfoEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5021;
  readonly device?: DeviceObject | undefined;
  readonly osint: readonly OsintObject[];
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Operating System Patch State (5004) */
export interface PatchStateEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5004;
  readonly device: DeviceObject;
  readonly kb_article_list?: readonly KbArticleObject[] | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Peripheral Activity (1010) */
export interface PeripheralActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1010;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly peripheral_device: PeripheralDeviceObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Peripheral Device Query (5014) */
export interface PeripheralDeviceQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5014;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly peripheral_device: PeripheralDeviceObject;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Prefetch Query (205019) */
export interface PrefetchQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 205019;
  readonly device?: DeviceObject | undefined;
  readonly last_run_time?: number | undefined;
  readonly last_run_time_dt?: string | undefined;
  readonly name: string;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly run_count?: number | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Process Activity (1007) */
export interface ProcessActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor: ActorObject;
  readonly actual_permissions?: number | undefined;
  readonly ai_model?: AiModelObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1007;
  readonly device: DeviceObject;
  readonly exit_code?: number | undefined;
  readonly injection_type?: string | undefined;
  readonly injection_type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly launch_type?: string | undefined;
  readonly launch_type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly message_context?: MessageContextObject | undefined;
  readonly module?: ModuleObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly requested_permissions?: number | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Process Query (5015) */
export interface ProcessQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5015;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Process Remediation Activity (7003) */
export interface ProcessRemediationActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 7;
  readonly class_uid: 7003;
  readonly command_uid: string;
  readonly countermeasures?: readonly D3fendObject[] | undefined;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process: ProcessObject;
  readonly remediation?: RemediationObject | undefined;
  readonly scan?: ScanObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly type_uid: number;
}

/** RDP Activity (4005) */
export interface RdpActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly category_uid: 4;
  readonly certificate_chain?: readonly string[] | undefined;
  readonly class_uid: 4005;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly identifier_cookie?: string | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly keyboard_info?: KeyboardInfoObject | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly protocol_ver?: string | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly remote_display?: DisplayObject | undefined;
  readonly request?: RequestObject | undefined;
  readonly response?: ResponseObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
  readonly user?: UserObject | undefined;
}

/** Registry Key Activity (201001) */
export interface RegistryKeyActivityEvent extends CommonEvent {
  readonly access_mask?: number | undefined;
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 201001;
  readonly create_mask?: string | undefined;
  readonly device: DeviceObject;
  readonly open_mask?: number | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly prev_reg_key?: RegKeyObject | undefined;
  readonly reg_key: RegKeyObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Registry Key Query (205004) */
export interface RegistryKeyQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 205004;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly reg_key: RegKeyObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Registry Value Activity (201002) */
export interface RegistryValueActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 201002;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly prev_reg_value?: RegValueObject | undefined;
  readonly reg_value: RegValueObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Registry Value Query (205005) */
export interface RegistryValueQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 205005;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly reg_value: RegValueObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Remediation Activity (7001) */
export interface RemediationActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 7;
  readonly class_uid: 7001;
  readonly command_uid: string;
  readonly countermeasures?: readonly D3fendObject[] | undefined;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly remediation?: RemediationObject | undefined;
  readonly scan?: ScanObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly type_uid: number;
}

/** Scan Activity (6007) */
export interface ScanActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6007;
  readonly command_uid?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly num_detections?: number | undefined;
  readonly num_files?: number | undefined;
  readonly num_folders?: number | undefined;
  readonly num_network_items?: number | undefined;
  readonly num_processes?: number | undefined;
  readonly num_registry_items?: number | undefined;
  readonly num_resolutions?: number | undefined;
  readonly num_skipped_items?: number | undefined;
  readonly num_trusted_items?: number | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly scan: ScanObject;
  readonly schedule_uid?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly total?: number | undefined;
  readonly type_uid: number;
}

/** Scheduled Job Activity (1006) */
export interface ScheduledJobActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1006;
  readonly device: DeviceObject;
  readonly job: JobObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Script Activity (1009) */
export interface ScriptActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 1009;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly script: ScriptObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Security Finding (2001) */
export interface SecurityFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly analytic?: AnalyticObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 2;
  readonly cis_csc?: readonly CisCscObject[] | undefined;
  readonly class_uid: 2001;
  readonly compliance?: ComplianceObject | undefined;
  readonly data_sources?: readonly string[] | undefined;
  readonly device?: DeviceObject | undefined;
  readonly evidence?: unknown | undefined;
  readonly finding: FindingObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly kill_chain?: readonly KillChainPhaseObject[] | undefined;
  readonly nist?: readonly string[] | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly process?: ProcessObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly state?: string | undefined;
  readonly state_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly vulnerabilities?: readonly VulnerabilityObject[] | undefined;
}

/** Service Query (5016) */
export interface ServiceQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5016;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly service: ServiceObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** User Session Query (5017) */
export interface SessionQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5017;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly session: SessionObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** SMB Activity (4006) */
export interface SmbActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4006;
  readonly client_dialects?: readonly string[] | undefined;
  readonly command?: string | undefined;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly dce_rpc?: DceRpcObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dialect?: string | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly open_type?: string | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly response?: ResponseObject | undefined;
  readonly share?: string | undefined;
  readonly share_type?: string | undefined;
  readonly share_type_id?: 0 | 1 | 2 | 3 | 99 | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly tree_uid?: string | undefined;
  readonly type_uid: number;
}

/** Software Inventory Info (5020) */
export interface SoftwareInfoEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5020;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly package?: PackageObject | undefined;
  readonly product?: ProductObject | undefined;
  readonly sbom?: SbomObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** SSH Activity (4007) */
export interface SshActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly auth_type?: string | undefined;
  readonly auth_type_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4007;
  readonly client_hassh?: HasshObject | undefined;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly file?: FileObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly protocol_ver?: string | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly server_hassh?: HasshObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly type_uid: number;
}

/** Startup Item Query (5022) */
export interface StartupItemQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5022;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly startup_item: StartupItemObject;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
}

/** Tunnel Activity (4014) */
export interface TunnelActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly app_name?: string | undefined;
  readonly app_protocol_name?: string | undefined;
  readonly category_uid: 4;
  readonly class_uid: 4014;
  readonly connection_info?: NetworkConnectionInfoObject | undefined;
  readonly cumulative_traffic?: NetworkTrafficObject | undefined;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly ja4_fingerprint_list?: readonly Ja4FingerprintObject[] | undefined;
  readonly load_balancer?: LoadBalancerObject | undefined;
  readonly network_observation_point?: NetworkEndpointObject | undefined;
  readonly observation_point?: string | undefined;
  readonly observation_point_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly packet_list?: readonly PacketObject[] | undefined;
  readonly protocol_name?: string | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly session?: SessionObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly traffic?: NetworkTrafficObject | undefined;
  readonly tunnel_interface?: NetworkInterfaceObject | undefined;
  readonly tunnel_type?: string | undefined;
  readonly tunnel_type_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user?: UserObject | undefined;
}

/** User Access Management (3005) */
export interface UserAccessEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 3;
  readonly class_uid: 3005;
  readonly device?: DeviceObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly privileges: readonly string[];
  readonly resource?: ResourceDetailsObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
}

/** User Inventory Info (5003) */
export interface UserInventoryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5003;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
}

/** User Query (5018) */
export interface UserQueryEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 5;
  readonly class_uid: 5018;
  readonly device?: DeviceObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly query_info?: QueryInfoObject | undefined;
  readonly query_result?: string | undefined;
  readonly query_result_id: 0 | 1 | 2 | 3 | 4 | 5 | 99;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly user: UserObject;
}

/** Vulnerability Finding (2002) */
export interface VulnerabilityFindingEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly assignee?: UserObject | undefined;
  readonly assignee_group?: GroupObject | undefined;
  readonly category_uid: 2;
  readonly class_uid: 2002;
  readonly comment?: string | undefined;
  readonly device?: DeviceObject | undefined;
  readonly finding_info: FindingInfoObject;
  readonly impact?: string | undefined;
  readonly impact_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly impact_score?: number | undefined;
  readonly is_suspected_breach?: boolean | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly priority?: string | undefined;
  readonly priority_id?: 0 | 1 | 2 | 3 | 4 | 99 | undefined;
  readonly resource?: ResourceDetailsObject | undefined;
  readonly resources?: readonly ResourceDetailsObject[] | undefined;
  readonly src_url?: string | undefined;
  readonly status_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 99 | undefined;
  readonly ticket?: TicketObject | undefined;
  readonly tickets?: readonly TicketObject[] | undefined;
  readonly type_uid: number;
  readonly vendor_attributes?: VendorAttributesObject | undefined;
  readonly verdict?: string | undefined;
  readonly verdict_id?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 99 | undefined;
  readonly vulnerabilities: readonly VulnerabilityObject[];
}

/** Web Resource Access Activity (6004) */
export interface WebResourceAccessActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6004;
  readonly device?: DeviceObject | undefined;
  readonly http_request: HttpRequestObject;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly proxy?: NetworkProxyObject | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly type_uid: number;
  readonly web_resources: readonly WebResourceObject[];
}

/** Web Resources Activity (6001) */
export interface WebResourcesActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 99;
  readonly actor?: ActorObject | undefined;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 6;
  readonly class_uid: 6001;
  readonly device?: DeviceObject | undefined;
  readonly dst_endpoint?: NetworkEndpointObject | undefined;
  readonly http_request?: HttpRequestObject | undefined;
  readonly http_response?: HttpResponseObject | undefined;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly proxy_connection_info?: NetworkConnectionInfoObject | undefined;
  readonly proxy_endpoint?: NetworkProxyObject | undefined;
  readonly proxy_http_request?: HttpRequestObject | undefined;
  readonly proxy_http_response?: HttpResponseObject | undefined;
  readonly proxy_tls?: TlsObject | undefined;
  readonly proxy_traffic?: NetworkTrafficObject | undefined;
  readonly src_endpoint?: NetworkEndpointObject | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly tls?: TlsObject | undefined;
  readonly type_uid: number;
  readonly web_resources: readonly WebResourceObject[];
  readonly web_resources_result?: readonly WebResourceObject[] | undefined;
}

/** Windows Resource Activity (201003) */
export interface WindowsResourceActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 201003;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly win_resource: WinResourceObject;
}

/** Windows Service Activity (201004) */
export interface WindowsServiceActivityEvent extends CommonEvent {
  readonly activity_id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 99;
  readonly actor: ActorObject;
  readonly api?: ApiObject | undefined;
  readonly category_uid: 1;
  readonly class_uid: 201004;
  readonly device: DeviceObject;
  readonly osint?: readonly OsintObject[] | undefined;
  readonly status_id?: 0 | 1 | 2 | 99 | undefined;
  readonly type_uid: number;
  readonly win_service: WinServiceObject;
}

/** An event of any class */
export type OcsfEvent =
  | AccountChangeEvent
  | AdminGroupQueryEvent
  | AirborneBroadcastActivityEvent
  | ApiActivityEvent
  | ApplicationErrorEvent
  | ApplicationLifecycleEvent
  | ApplicationSecurityPostureFindingEvent
  | AuthenticationEvent
  | AuthorizeSessionEvent
  | BaseEventEvent
  | CloudResourcesInventoryInfoEvent
  | ComplianceFindingEvent
  | ConfigStateEvent
  | DataSecurityFindingEvent
  | DatastoreActivityEvent
  | DetectionFindingEvent
  | DeviceConfigStateChangeEvent
  | DhcpActivityEvent
  | DnsActivityEvent
  | DroneFlightsActivityEvent
  | EmailActivityEvent
  | EmailFileActivityEvent
  | EmailUrlActivityEvent
  | EntityManagementEvent
  | EventLogActvityEvent
  | EvidenceInfoEvent
  | FileActivityEvent
  | FileHostingEvent
  | FileQueryEvent
  | FileRemediationActivityEvent
  | FolderQueryEvent
  | FtpActivityEvent
  | GroupManagementEvent
  | HttpActivityEvent
  | IamAnalysisFindingEvent
  | IncidentFindingEvent
  | InventoryInfoEvent
  | JobQueryEvent
  | KernelActivityEvent
  | KernelExtensionActivityEvent
  | KernelObjectQueryEvent
  | MemoryActivityEvent
  | ModuleActivityEvent
  | ModuleQueryEvent
  | NetworkActivityEvent
  | NetworkConnectionQueryEvent
  | NetworkFileActivityEvent
  | NetworkRemediationActivityEvent
  | NetworksQueryEvent
  | NtpActivityEvent
  | OsintInventoryInfoEvent
  | PatchStateEvent
  | PeripheralActivityEvent
  | PeripheralDeviceQueryEvent
  | PrefetchQueryEvent
  | ProcessActivityEvent
  | ProcessQueryEvent
  | ProcessRemediationActivityEvent
  | RdpActivityEvent
  | RegistryKeyActivityEvent
  | RegistryKeyQueryEvent
  | RegistryValueActivityEvent
  | RegistryValueQueryEvent
  | RemediationActivityEvent
  | ScanActivityEvent
  | ScheduledJobActivityEvent
  | ScriptActivityEvent
  | SecurityFindingEvent
  | ServiceQueryEvent
  | SessionQueryEvent
  | SmbActivityEvent
  | SoftwareInfoEvent
  | SshActivityEvent
  | StartupItemQueryEvent
  | TunnelActivityEvent
  | UserAccessEvent
  | UserInventoryEvent
  | UserQueryEvent
  | VulnerabilityFindingEvent
  | WebResourceAccessActivityEvent
  | WebResourcesActivityEvent
  | WindowsResourceActivityEvent
  | WindowsServiceActivityEvent;
