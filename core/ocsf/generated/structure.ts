// Generated from OCSF 1.8.0 (https://schema.ocsf.io, Apache-2.0) by scripts/generate-ocsf.mjs. Do not edit.

/** Attributes, one a line: name, type, `=` its values, `!` and the profiles that make it a must. */
export const ATTRIBUTES: string =
  "action s\n" +
  "action_id i=0,1,2,3,4,99\n" +
  "activity_id i=0,99!\n" +
  "activity_name s\n" +
  "actor @actor\n" +
  "api @api\n" +
  "attacks @attack[]\n" +
  "authorizations @authorization[]\n" +
  "category_name s\n" +
  "category_uid i=0!\n" +
  "class_name s\n" +
  "class_uid i=0!\n" +
  "cloud @cloud!cloud\n" +
  "confidence s\n" +
  "confidence_id i=0,1,2,3,99\n" +
  "confidence_score i\n" +
  "count i\n" +
  "device @device\n" +
  "disposition s\n" +
  "disposition_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,99\n" +
  "duration i\n" +
  "end_time i\n" +
  "end_time_dt datetime\n" +
  "enrichments @enrichment[]\n" +
  "firewall_rule @firewall_rule\n" +
  "is_alert b\n" +
  "malware @malware[]\n" +
  "malware_scan_info @malware_scan_info\n" +
  "message s\n" +
  "metadata @metadata!\n" +
  "observables @observable[]\n" +
  "osint @osint[]!osint\n" +
  "policy @policy\n" +
  "raw_data s\n" +
  "raw_data_hash @fingerprint\n" +
  "raw_data_size i\n" +
  "risk_details s\n" +
  "risk_level s\n" +
  "risk_level_id i=0,1,2,3,4,99\n" +
  "risk_score i\n" +
  "severity s\n" +
  "severity_id i=0,1,2,3,4,5,6,99!\n" +
  "start_time i\n" +
  "start_time_dt datetime\n" +
  "status s\n" +
  "status_code s\n" +
  "status_detail s\n" +
  "status_id i=0,1,2,99\n" +
  "time i!\n" +
  "time_dt datetime\n" +
  "timezone_offset i\n" +
  "type_name s\n" +
  "type_uid i!\n" +
  "unmapped @object\n" +
  "access_mask i\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,99!\n" +
  "actor @actor!\n" +
  "category_uid i=1!\n" +
  "class_uid i=1001!\n" +
  "component s\n" +
  "connection_uid s\n" +
  "create_mask s\n" +
  "device @device!\n" +
  "file @file!\n" +
  "file_diff s\n" +
  "file_result @file\n" +
  "activity_id i=0,1,2,99!\n" +
  "class_uid i=1002!\n" +
  "driver @kernel_driver!\n" +
  "activity_id i=0,1,2,3,4,99!\n" +
  "class_uid i=1003!\n" +
  "kernel @kernel!\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,99!\n" +
  "actual_permissions i\n" +
  "base_address s\n" +
  "class_uid i=1004!\n" +
  "process @process!\n" +
  "requested_permissions i\n" +
  "size i\n" +
  "activity_id i=0,1,2,3,99!\n" +
  "class_uid i=1005!\n" +
  "module @module!\n" +
  "activity_id i=0,1,2,3,4,5,6,99!\n" +
  "class_uid i=1006!\n" +
  "job @job!\n" +
  "activity_id i=0,1,2,3,4,5,99!\n" +
  "ai_model @ai_model\n" +
  "class_uid i=1007!\n" +
  "exit_code i\n" +
  "injection_type s\n" +
  "injection_type_id i=0,1,2,3,99\n" +
  "launch_type s\n" +
  "launch_type_id i=0,1,2,3,99\n" +
  "message_context @message_context\n" +
  "module @module\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,99!\n" +
  "class_uid i=1008!\n" +
  "dst_endpoint @network_endpoint\n" +
  "file @file\n" +
  "log_name s\n" +
  "log_provider s\n" +
  "log_type s\n" +
  "log_type_id i=0,1,2,99\n" +
  "src_endpoint @network_endpoint\n" +
  "activity_id i=0,1,99!\n" +
  "class_uid i=1009!\n" +
  "script @script!\n" +
  "class_uid i=1010!\n" +
  "peripheral_device @peripheral_device!\n" +
  "analytic @analytic\n" +
  "category_uid i=2!\n" +
  "cis_csc @cis_csc[]\n" +
  "class_uid i=2001!\n" +
  "compliance @compliance\n" +
  "data_sources s[]\n" +
  "evidence json\n" +
  "finding @finding!\n" +
  "impact s\n" +
  "impact_id i=0,1,2,3,4,99\n" +
  "impact_score i\n" +
  "kill_chain @kill_chain_phase[]\n" +
  "nist s[]\n" +
  "process @process\n" +
  "resources @resource_details[]\n" +
  "state s\n" +
  "state_id i=0,1,2,3,4,99!\n" +
  "vulnerabilities @vulnerability[]\n" +
  "assignee @user\n" +
  "assignee_group @group\n" +
  "class_uid i=2002!\n" +
  "comment s\n" +
  "finding_info @finding_info!\n" +
  "is_suspected_breach b\n" +
  "priority s\n" +
  "priority_id i=0,1,2,3,4,99\n" +
  "resource @resource_details\n" +
  "src_url s\n" +
  "status_id i=0,1,2,3,4,5,6,99\n" +
  "ticket @ticket\n" +
  "tickets @ticket[]\n" +
  "vendor_attributes @vendor_attributes\n" +
  "verdict s\n" +
  "verdict_id i=0,1,2,3,4,5,6,7,8,9,10,99\n" +
  "vulnerabilities @vulnerability[]!\n" +
  "class_uid i=2003!\n" +
  "compliance @compliance!\n" +
  "evidences @evidences[]\n" +
  "remediation @remediation\n" +
  "anomaly_analyses @anomaly_analysis[]\n" +
  "class_uid i=2004!\n" +
  "class_uid i=2005!\n" +
  "desc s\n" +
  "finding_info_list @finding_info[]!\n" +
  "status_id i=0,1,2,3,4,5,99!\n" +
  "class_uid i=2006!\n" +
  "data_security @data_security\n" +
  "database @database\n" +
  "databucket @databucket\n" +
  "table @table\n" +
  "application @application\n" +
  "class_uid i=2007!\n" +
  "access_analysis_result @access_analysis_result\n" +
  "applications @application[]\n" +
  "class_uid i=2008!\n" +
  "identity_activity_metrics @identity_activity_metrics\n" +
  "permission_analysis_results @permission_analysis_result[]\n" +
  "user @user\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,99!\n" +
  "auth_factors @auth_factor[]\n" +
  "category_uid i=3!\n" +
  "class_uid i=3001!\n" +
  "http_request @http_request\n" +
  "http_response @http_response\n" +
  "policies @policy[]\n" +
  "user @user!\n" +
  "user_result @user\n" +
  "account_switch_type s\n" +
  "account_switch_type_id i=0,1,2,99\n" +
  "activity_id i=0,1,2,3,4,5,6,7,99!\n" +
  "auth_protocol s\n" +
  "auth_protocol_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,99\n" +
  "authentication_token @authentication_token\n" +
  "certificate @certificate\n" +
  "class_uid i=3002!\n" +
  "is_cleartext b\n" +
  "is_mfa b\n" +
  "is_new_logon b\n" +
  "is_remote b\n" +
  "logon_process @process\n" +
  "logon_type s\n" +
  "logon_type_id i=0,1,2,3,4,5,7,8,9,10,11,12,13,99\n" +
  "service @service\n" +
  "session @session\n" +
  "class_uid i=3003!\n" +
  "group @group\n" +
  "privileges s[]\n" +
  "access_list s[]\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,99!\n" +
  "class_uid i=3004!\n" +
  "entity @managed_entity!\n" +
  "entity_result @managed_entity\n" +
  "class_uid i=3005!\n" +
  "privileges s[]!\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,99!\n" +
  "class_uid i=3006!\n" +
  "group @group!\n" +
  "subgroup @group\n" +
  "app_name s\n" +
  "app_protocol_name s\n" +
  "category_uid i=4!\n" +
  "class_uid i=4001!\n" +
  "connection_info @network_connection_info\n" +
  "cumulative_traffic @network_traffic\n" +
  "is_src_dst_assignment_known b\n" +
  "ja4_fingerprint_list @ja4_fingerprint[]\n" +
  "load_balancer @load_balancer\n" +
  "network_observation_point @network_endpoint\n" +
  "observation_point s\n" +
  "observation_point_id i=0,1,2,3,4,99\n" +
  "packet_list @packet[]\n" +
  "proxy @network_proxy\n" +
  "proxy_connection_info @network_connection_info\n" +
  "proxy_endpoint @network_proxy\n" +
  "proxy_http_request @http_request\n" +
  "proxy_http_response @http_response\n" +
  "proxy_tls @tls\n" +
  "proxy_traffic @network_traffic\n" +
  "tls @tls\n" +
  "traffic @network_traffic\n" +
  "url @url\n" +
  "class_uid i=4002!\n" +
  "http_cookies @http_cookie[]\n" +
  "http_status i\n" +
  "trace @trace\n" +
  "activity_id i=0,1,2,6,99!\n" +
  "answers @dns_answer[]\n" +
  "class_uid i=4003!\n" +
  "query @dns_query\n" +
  "query_time i\n" +
  "query_time_dt datetime\n" +
  "rcode s\n" +
  "rcode_id i=0,1,2,3,4,5,6,7,8,9,10,11,16,17,18,19,20,21,22,23,24,25,99\n" +
  "response_time i\n" +
  "response_time_dt datetime\n" +
  "class_uid i=4004!\n" +
  "is_renewal b\n" +
  "lease_dur i\n" +
  "relay @network_interface\n" +
  "transaction_uid s\n" +
  "capabilities s[]\n" +
  "certificate_chain s[]\n" +
  "class_uid i=4005!\n" +
  "identifier_cookie s\n" +
  "keyboard_info @keyboard_info\n" +
  "protocol_ver s\n" +
  "remote_display @display\n" +
  "request @request\n" +
  "response @response\n" +
  "class_uid i=4006!\n" +
  "client_dialects s[]\n" +
  "command s\n" +
  "dce_rpc @dce_rpc\n" +
  "dialect s\n" +
  "open_type s\n" +
  "share s\n" +
  "share_type s\n" +
  "share_type_id i=0,1,2,3,99\n" +
  "tree_uid s\n" +
  "auth_type s\n" +
  "auth_type_id i=0,1,2,3,4,5,6,99\n" +
  "class_uid i=4007!\n" +
  "client_hassh @hassh\n" +
  "server_hassh @hassh\n" +
  "class_uid i=4008!\n" +
  "codes i[]\n" +
  "command_responses s[]\n" +
  "name s\n" +
  "port port\n" +
  "type s\n" +
  "attempt i\n" +
  "banner s\n" +
  "class_uid i=4009!\n" +
  "direction s\n" +
  "direction_id i=0,1,2,3,4,99!\n" +
  "email @email!\n" +
  "email_auth @email_auth\n" +
  "from email\n" +
  "message_trace_uid s\n" +
  "protocol_name s\n" +
  "smtp_hello s\n" +
  "to email[]\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,99!\n" +
  "class_uid i=4010!\n" +
  "expiration_time i\n" +
  "expiration_time_dt datetime\n" +
  "src_endpoint @network_endpoint!\n" +
  "class_uid i=4011!\n" +
  "email_uid s!\n" +
  "class_uid i=4012!\n" +
  "url @url!\n" +
  "class_uid i=4013!\n" +
  "delay i\n" +
  "dispersion i\n" +
  "precision i\n" +
  "stratum s\n" +
  "stratum_id i=0,1,2,16,17,99\n" +
  "version s!\n" +
  "class_uid i=4014!\n" +
  "tunnel_interface @network_interface\n" +
  "tunnel_type s\n" +
  "tunnel_type_id i=0,1,2,99\n" +
  "category_uid i=5!\n" +
  "class_uid i=5001!\n" +
  "assessments @assessment[]\n" +
  "cis_benchmark_result @cis_benchmark_result\n" +
  "class_uid i=5002!\n" +
  "class_uid i=5003!\n" +
  "class_uid i=5004!\n" +
  "kb_article_list @kb_article[]\n" +
  "class_uid i=5006!\n" +
  "query_info @query_info\n" +
  "query_result s\n" +
  "query_result_id i=0,1,2,3,4,5,99!\n" +
  "class_uid i=5007!\n" +
  "class_uid i=5008!\n" +
  "folder @file!\n" +
  "class_uid i=5009!\n" +
  "users @user[]\n" +
  "class_uid i=5010!\n" +
  "class_uid i=5011!\n" +
  "class_uid i=5012!\n" +
  "connection_info @network_connection_info!\n" +
  "state_id i=0,1,2,3,4,5,6,7,8,9,10,11,99!\n" +
  "class_uid i=5013!\n" +
  "network_interfaces @network_interface[]!\n" +
  "class_uid i=5014!\n" +
  "class_uid i=5015!\n" +
  "class_uid i=5016!\n" +
  "service @service!\n" +
  "class_uid i=5017!\n" +
  "session @session!\n" +
  "class_uid i=5018!\n" +
  "class_uid i=5019!\n" +
  "prev_security_level s\n" +
  "prev_security_level_id i=0,1,2,3,99\n" +
  "prev_security_states @security_state[]\n" +
  "security_level s\n" +
  "security_level_id i=0,1,2,3,99\n" +
  "security_states @security_state[]\n" +
  "state_id i=0,1,2,99\n" +
  "class_uid i=5020!\n" +
  "package @package\n" +
  "product @product\n" +
  "sbom @sbom\n" +
  "class_uid i=5021!\n" +
  "osint @osint[]!\n" +
  "class_uid i=5022!\n" +
  "startup_item @startup_item!\n" +
  "class_uid i=5023!\n" +
  "cloud @cloud\n" +
  "container @container\n" +
  "idp @idp\n" +
  "region s\n" +
  "class_uid i=5040!\n" +
  "query_evidence @query_evidence!\n" +
  "category_uid i=6!\n" +
  "class_uid i=6001!\n" +
  "web_resources @web_resource[]!\n" +
  "web_resources_result @web_resource[]\n" +
  "app @product!\n" +
  "class_uid i=6002!\n" +
  "api @api!\n" +
  "class_uid i=6003!\n" +
  "class_uid i=6004!\n" +
  "http_request @http_request!\n" +
  "class_uid i=6005!\n" +
  "type_id i=0,1,2,3,99\n" +
  "access_result json\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,99!\n" +
  "class_uid i=6006!\n" +
  "class_uid i=6007!\n" +
  "command_uid s\n" +
  "num_detections i\n" +
  "num_files i\n" +
  "num_folders i\n" +
  "num_network_items i\n" +
  "num_processes i\n" +
  "num_registry_items i\n" +
  "num_resolutions i\n" +
  "num_skipped_items i\n" +
  "num_trusted_items i\n" +
  "scan @scan!\n" +
  "schedule_uid s\n" +
  "total i\n" +
  "class_uid i=6008!\n" +
  "category_uid i=7!\n" +
  "class_uid i=7001!\n" +
  "command_uid s!\n" +
  "countermeasures @d3fend[]\n" +
  "scan @scan\n" +
  "class_uid i=7002!\n" +
  "class_uid i=7003!\n" +
  "class_uid i=7004!\n" +
  "category_uid i=8!\n" +
  "class_uid i=8001!\n" +
  "classification s\n" +
  "dst_endpoint @network_endpoint!\n" +
  "unmanned_aerial_system @unmanned_aerial_system!\n" +
  "unmanned_system_operating_area @unmanned_system_operating_area\n" +
  "unmanned_system_operator @user!\n" +
  "aircraft @aircraft\n" +
  "class_uid i=8002!\n" +
  "rssi i\n" +
  "class_uid i=201001!\n" +
  "open_mask i\n" +
  "prev_reg_key @reg_key\n" +
  "reg_key @reg_key!\n" +
  "class_uid i=201002!\n" +
  "prev_reg_value @reg_value\n" +
  "reg_value @reg_value!\n" +
  "class_uid i=201003!\n" +
  "win_resource @win_resource!\n" +
  "class_uid i=201004!\n" +
  "win_service @win_service!\n" +
  "class_uid i=205004!\n" +
  "class_uid i=205005!\n" +
  "class_uid i=205019!\n" +
  "last_run_time i\n" +
  "last_run_time_dt datetime\n" +
  "name s!\n" +
  "run_count i\n" +
  "access_level s\n" +
  "access_type s\n" +
  "accessors @user[]!\n" +
  "additional_restrictions @additional_restriction[]\n" +
  "condition_keys @key_value_object[]\n" +
  "granted_privileges s[]\n" +
  "is_disabled b\n" +
  "is_locked b\n" +
  "is_on_premises_sync_enabled b\n" +
  "labels s[]\n" +
  "tags @key_value_object[]\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,99\n" +
  "uid s\n" +
  "app_uid s\n" +
  "invoked_by s\n" +
  "policy @policy!\n" +
  "status_id i=0,1,2,3,99\n" +
  "avg_timespan @timespan\n" +
  "bulletin s\n" +
  "created_time i\n" +
  "created_time_dt datetime\n" +
  "install_state s\n" +
  "install_state_id i=0,1,2,3,99\n" +
  "is_superseded b\n" +
  "modified_time i\n" +
  "modified_time_dt datetime\n" +
  "os @os\n" +
  "references s[]\n" +
  "related_cves @cve[]\n" +
  "related_cwes @cwe[]\n" +
  "title s\n" +
  "uid s!\n" +
  "end_column i\n" +
  "end_line i\n" +
  "owner @user\n" +
  "rule @rule\n" +
  "start_column i\n" +
  "start_line i\n" +
  "architecture s\n" +
  "cpe_name s\n" +
  "epoch i\n" +
  "fixed_in_version s\n" +
  "hash @fingerprint\n" +
  "license s\n" +
  "license_url s\n" +
  "package_manager s\n" +
  "package_manager_url s\n" +
  "path s\n" +
  "purl s\n" +
  "release s\n" +
  "type_id i=0,1,2,99\n" +
  "vendor_name s\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,99\n" +
  "uid_alt s\n" +
  "version s\n" +
  "ai_provider s!\n" +
  "location @location\n" +
  "model s\n" +
  "serial_number s\n" +
  "speed s\n" +
  "speed_accuracy s\n" +
  "track_direction s\n" +
  "vertical_speed s\n" +
  "algorithm s\n" +
  "category s\n" +
  "related_analytics @analytic[]\n" +
  "state_id i=0,1,2,3,99\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,99!\n" +
  "observation_parameter s!\n" +
  "observation_type s\n" +
  "observations @observation[]!\n" +
  "observed_pattern s\n" +
  "analysis_targets @analysis_target[]!\n" +
  "anomalies @anomaly[]!\n" +
  "baselines @baseline[]\n" +
  "operation s!\n" +
  "token @token\n" +
  "criticality s\n" +
  "data json\n" +
  "hostname s\n" +
  "resource_relationship @graph\n" +
  "meets_criteria b!\n" +
  "mitigation @mitigation\n" +
  "sub_technique @sub_technique\n" +
  "tactic @tactic\n" +
  "tactics @tactic[]\n" +
  "technique @technique\n" +
  "email_addr email\n" +
  "factor_type s\n" +
  "factor_type_id i=0,1,2,3,4,5,6,7,8,9,10,11,99!\n" +
  "is_hotp b\n" +
  "is_totp b\n" +
  "phone_number s\n" +
  "provider s\n" +
  "security_questions s[]\n" +
  "encryption_details @encryption_details\n" +
  "is_renewable b\n" +
  "kerberos_flags s\n" +
  "tenant_uid s\n" +
  "type_id i=0,1,2,3,4,5,6,7,99\n" +
  "zone s\n" +
  "decision s\n" +
  "number i\n" +
  "fingerprints @fingerprint[]\n" +
  "is_self_signed b\n" +
  "issuer s!\n" +
  "sans @san[]\n" +
  "serial_number s!\n" +
  "subject s\n" +
  "severity_id i=0,1,2,3,4,5,6,99\n" +
  "standards s[]\n" +
  "cis_controls @cis_control[]\n" +
  "control s!\n" +
  "type s!\n" +
  "account @account\n" +
  "cloud_partition s\n" +
  "org @organization\n" +
  "project_uid s\n" +
  "provider s!\n" +
  "checks @check[]\n" +
  "compliance_references @kb_article[]\n" +
  "compliance_standards @kb_article[]\n" +
  "control s\n" +
  "control_parameters @key_value_object[]\n" +
  "requirements s[]\n" +
  "status_details s[]\n" +
  "image @image\n" +
  "network_driver s\n" +
  "orchestrator s\n" +
  "pod_uuid uuid\n" +
  "runtime s\n" +
  "tag s\n" +
  "cvss @cvss[]\n" +
  "cwe @cwe\n" +
  "cwe_uid s\n" +
  "cwe_url s\n" +
  "epss @epss\n" +
  "base_score f!\n" +
  "depth s=Base,Environmental,Temporal\n" +
  "metrics @metric[]\n" +
  "overall_score f\n" +
  "vector_string s\n" +
  "caption s\n" +
  "d3f_tactic @d3f_tactic\n" +
  "d3f_technique @d3f_technique\n" +
  "category_id i=0,1,2,3,4,5,6,99\n" +
  "classifier_details @classifier_details\n" +
  "confidentiality s\n" +
  "confidentiality_id i=0,1,2,3,4,5,6,99\n" +
  "discovery_details @discovery_details[]\n" +
  "data_lifecycle_state s\n" +
  "data_lifecycle_state_id i=0,1,2,3,99\n" +
  "detection_pattern s\n" +
  "detection_system s\n" +
  "detection_system_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,99\n" +
  "pattern_match s\n" +
  "data_classification @data_classification\n" +
  "data_classifications @data_classification[]\n" +
  "embedding_model s\n" +
  "groups @group[]\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,99!\n" +
  "agent_list @agent[]\n" +
  "ip ip\n" +
  "is_backed_up b\n" +
  "is_encrypted b\n" +
  "is_public b\n" +
  "namespace s\n" +
  "type_id i=0,1,2,3,99!\n" +
  "command_response s\n" +
  "flags s[]!\n" +
  "opnum i\n" +
  "rpc_interface @rpc_interface!\n" +
  "autoscale_uid s\n" +
  "boot_time i\n" +
  "boot_time_dt datetime\n" +
  "boot_uid s\n" +
  "domain s\n" +
  "eid s\n" +
  "first_seen_time i\n" +
  "first_seen_time_dt datetime\n" +
  "hw_info @device_hw_info\n" +
  "hypervisor s\n" +
  "iccid s\n" +
  "imei s\n" +
  "imei_list s[]\n" +
  "instance_uid s\n" +
  "interface_name s\n" +
  "interface_uid s\n" +
  "is_compliant b\n" +
  "is_managed b\n" +
  "is_mobile_account_active b\n" +
  "is_personal b\n" +
  "is_shared b\n" +
  "is_supervised b\n" +
  "is_trusted b\n" +
  "last_seen_time i\n" +
  "last_seen_time_dt datetime\n" +
  "mac mac\n" +
  "mac_vendor s\n" +
  "meid s\n" +
  "namespace_pid i\n" +
  "network_interfaces @network_interface[]\n" +
  "os_machine_uuid uuid\n" +
  "pool @group\n" +
  "subnet subnet\n" +
  "subnet_uid s\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,99!\n" +
  "udid s\n" +
  "vlan_uid s\n" +
  "vpc_uid s\n" +
  "bios_date s\n" +
  "bios_manufacturer s\n" +
  "bios_ver s\n" +
  "chassis s\n" +
  "cpu_architecture s\n" +
  "cpu_architecture_id i=0,1,2,3,99\n" +
  "cpu_bits i\n" +
  "cpu_cores i\n" +
  "cpu_count i\n" +
  "cpu_speed i\n" +
  "cpu_type s\n" +
  "desktop_display @display\n" +
  "gpu_count i\n" +
  "gpu_info_list @gpu_info[]\n" +
  "ram_size i\n" +
  "uuid uuid\n" +
  "algorithm_id i=0,1,2,3,4,99!\n" +
  "developer_uid s\n" +
  "digest @fingerprint\n" +
  "state_id i=0,1,2,3,4,5,6,7,8,9,10,99\n" +
  "occurrence_details @occurrence_details\n" +
  "occurrences @occurrence_details[]\n" +
  "value s\n" +
  "color_depth i\n" +
  "physical_height i\n" +
  "physical_orientation i\n" +
  "physical_width i\n" +
  "scale_factor i\n" +
  "class s\n" +
  "flag_ids i[]=0,1,2,3,4,5,6,99\n" +
  "flags s[]\n" +
  "packet_uid i\n" +
  "rdata s!\n" +
  "ttl i\n" +
  "hostname s!\n" +
  "opcode s\n" +
  "opcode_id i=0,1,2,3,4,5,6,99\n" +
  "type_id i=0,1,2,3,4,5,99!\n" +
  "is_directed b\n" +
  "relation s\n" +
  "source s!\n" +
  "target s!\n" +
  "cc email[]\n" +
  "cc_mailboxes s[]\n" +
  "delivered_to email\n" +
  "delivered_to_list email[]\n" +
  "files @file[]\n" +
  "from_list email[]\n" +
  "from_mailbox s\n" +
  "from_mailboxes email[]\n" +
  "http_headers @http_header[]\n" +
  "is_read b\n" +
  "message_uid s\n" +
  "raw_header s\n" +
  "reply_to email\n" +
  "reply_to_list email[]\n" +
  "reply_to_mailboxes s[]\n" +
  "return_path email\n" +
  "sender email\n" +
  "sender_mailbox s\n" +
  "smtp_from email\n" +
  "smtp_to email[]\n" +
  "to_mailboxes s[]\n" +
  "urls @url[]\n" +
  "x_originating_ip ip[]\n" +
  "dkim s\n" +
  "dkim_domain s\n" +
  "dkim_signature s\n" +
  "dmarc s\n" +
  "dmarc_override s\n" +
  "dmarc_policy s\n" +
  "spf s\n" +
  "algorithm_id i=0,1,2,3,4,5,6,99\n" +
  "key_length i\n" +
  "key_uid s\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,99\n" +
  "code i\n" +
  "network_endpoint @network_endpoint\n" +
  "data json!\n" +
  "reputation @reputation\n" +
  "short_desc s\n" +
  "value s!\n" +
  "percentile f\n" +
  "score s!\n" +
  "email @email\n" +
  "job @job\n" +
  "reg_key @reg_key\n" +
  "reg_value @reg_value\n" +
  "script @script\n" +
  "win_service @win_service\n" +
  "accessed_time i\n" +
  "accessed_time_dt datetime\n" +
  "accessor @user\n" +
  "attributes i\n" +
  "company_name s\n" +
  "creator @user\n" +
  "drive_type s\n" +
  "drive_type_id i=0,1,2,3,4,5,99\n" +
  "ext s\n" +
  "hashes @fingerprint[]\n" +
  "imported_symbols s[]\n" +
  "internal_name s\n" +
  "is_deleted b\n" +
  "is_readonly b\n" +
  "is_system b\n" +
  "mime_type s\n" +
  "modifier @user\n" +
  "parent_folder s\n" +
  "security_descriptor s\n" +
  "signature @digital_signature\n" +
  "signatures @digital_signature[]\n" +
  "storage_class s\n" +
  "uri s\n" +
  "volume s\n" +
  "xattributes @object\n" +
  "product_uid s\n" +
  "related_events @related_event[]\n" +
  "supporting_data json\n" +
  "title s!\n" +
  "types s[]\n" +
  "attack_graph @graph\n" +
  "related_events_count i\n" +
  "traits @trait[]\n" +
  "algorithm_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,99!\n" +
  "condition s\n" +
  "match_details s[]\n" +
  "match_location s\n" +
  "rate_limit i\n" +
  "sensitivity s\n" +
  "error s\n" +
  "parameters @parameter[]\n" +
  "return_value s\n" +
  "bus_type s\n" +
  "bus_type_id i=0,1,2,3,4,5,6,7,99\n" +
  "cores i\n" +
  "vram_mode s\n" +
  "vram_mode_id i=0,1,2,99\n" +
  "vram_size i\n" +
  "edges @edge[]\n" +
  "nodes @node[]!\n" +
  "query_language s\n" +
  "query_language_id i=0,1,2,3,4,5,6,7,99\n" +
  "fingerprint @fingerprint!\n" +
  "http_only b\n" +
  "is_http_only b\n" +
  "is_secure b\n" +
  "samesite s\n" +
  "secure b\n" +
  "args s\n" +
  "body_length i\n" +
  "http_method s=CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,TRACE\n" +
  "length i\n" +
  "referrer s\n" +
  "user_agent s\n" +
  "x_forwarded_for ip[]\n" +
  "code i!\n" +
  "content_type s\n" +
  "latency i\n" +
  "last_authentication_time i\n" +
  "last_authentication_time_dt datetime\n" +
  "password_last_used_time i\n" +
  "password_last_used_time_dt datetime\n" +
  "programmatic_credentials @programmatic_credential[]\n" +
  "fingerprint @fingerprint\n" +
  "has_mfa b\n" +
  "issuer s\n" +
  "scim @scim\n" +
  "sso @sso\n" +
  "state_id i=0,1,2,3,4,99\n" +
  "url_string s\n" +
  "section_a s\n" +
  "section_b s\n" +
  "section_c s\n" +
  "section_d s\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,99!\n" +
  "cmd_line s\n" +
  "next_run_time i\n" +
  "next_run_time_dt datetime\n" +
  "run_state s\n" +
  "run_state_id i=0,1,2,3,4,99\n" +
  "system_call s\n" +
  "type_id i=0,1,2,99!\n" +
  "values s[]\n" +
  "function_keys i\n" +
  "ime s\n" +
  "keyboard_layout s\n" +
  "keyboard_subtype i\n" +
  "keyboard_type s\n" +
  "phase s\n" +
  "phase_id i=0,1,2,3,4,5,6,7,99!\n" +
  "cost_center s\n" +
  "deleted_time i\n" +
  "deleted_time_dt datetime\n" +
  "department s\n" +
  "display_name s\n" +
  "email_addrs email[]\n" +
  "employee_uid s\n" +
  "given_name s\n" +
  "hire_time i\n" +
  "hire_time_dt datetime\n" +
  "job_title s\n" +
  "last_login_time i\n" +
  "last_login_time_dt datetime\n" +
  "ldap_cn s\n" +
  "ldap_dn s\n" +
  "leave_time i\n" +
  "leave_time_dt datetime\n" +
  "manager @user\n" +
  "office_location s\n" +
  "surname s\n" +
  "endpoint_connections @endpoint_connection[]\n" +
  "error_message s\n" +
  "aerial_height s\n" +
  "city s\n" +
  "continent s\n" +
  "coordinates f[]\n" +
  "country s\n" +
  "geodetic_altitude s\n" +
  "geodetic_vertical_accuracy s\n" +
  "geohash s\n" +
  "horizontal_accuracy s\n" +
  "is_on_premises b\n" +
  "isp s\n" +
  "lat f\n" +
  "long f\n" +
  "postal_code s\n" +
  "pressure_altitude s\n" +
  "event_uid s\n" +
  "is_truncated b\n" +
  "log_format s\n" +
  "log_level s\n" +
  "log_version s\n" +
  "logged_time i\n" +
  "logged_time_dt datetime\n" +
  "transmit_time i\n" +
  "transmit_time_dt datetime\n" +
  "untruncated_size i\n" +
  "classification_ids i[]=0,1,2,3,4,5,6,7,8,9,10,11,13,14,15,16,17,18,19,20,21,22,99!\n" +
  "classifications s[]\n" +
  "cves @cve[]\n" +
  "num_infected i\n" +
  "num_volumes i\n" +
  "type_id i=0,1,2,3,4,5,6,7,99!\n" +
  "unique_malware_count i\n" +
  "ai_role s\n" +
  "ai_role_id i=0,1,2,3,4,5,6,99\n" +
  "completion_tokens i\n" +
  "prompt_tokens i\n" +
  "total_tokens i\n" +
  "correlation_uid s\n" +
  "debug s[]\n" +
  "event_code s\n" +
  "extension @extension\n" +
  "extensions @extension[]\n" +
  "log_source s\n" +
  "loggers @logger[]\n" +
  "original_event_uid s\n" +
  "original_time s\n" +
  "processed_time i\n" +
  "processed_time_dt datetime\n" +
  "product @product!\n" +
  "profiles s[]\n" +
  "reporter @reporter\n" +
  "sequence i\n" +
  "source s\n" +
  "total_queued_duration @timespan\n" +
  "transformation_info_list @transformation_info[]\n" +
  "function_invocation @function_invocation\n" +
  "function_name s\n" +
  "load_type s\n" +
  "load_type_id i=0,1,2,3,4,5,99\n" +
  "start_address s\n" +
  "boundary s\n" +
  "boundary_id i=0,1,2,3,4,5,6,7,8,9,10,11,99\n" +
  "community_uid s\n" +
  "flag_history s\n" +
  "protocol_num i\n" +
  "protocol_ver_id i=0,4,6,99\n" +
  "tcp_flags i\n" +
  "autonomous_system @autonomous_system\n" +
  "intermediate_ips ip[]\n" +
  "isp_org s\n" +
  "network_scope s\n" +
  "network_scope_id i=0,1,2,99\n" +
  "svc_name s\n" +
  "open_ports @port_info[]\n" +
  "subnet_prefix i\n" +
  "type_id i=0,1,2,3,4,99\n" +
  "bytes i\n" +
  "bytes_in i\n" +
  "bytes_missed i\n" +
  "bytes_out i\n" +
  "chunks i\n" +
  "chunks_in i\n" +
  "chunks_out i\n" +
  "packets i\n" +
  "packets_in i\n" +
  "packets_out i\n" +
  "timespan @timespan\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,99!\n" +
  "type_uid i\n" +
  "cell_name s\n" +
  "column_name s\n" +
  "column_number i\n" +
  "json_path s\n" +
  "page_number i\n" +
  "record_index_in_array i\n" +
  "row_number i\n" +
  "ou_name s\n" +
  "ou_uid s\n" +
  "build s\n" +
  "edition s\n" +
  "kernel_release s\n" +
  "lang s\n" +
  "sp_name s\n" +
  "sp_ver i\n" +
  "type_id i=0,99,100,101,200,201,300,301,302,400,401,402!\n" +
  "campaign @campaign\n" +
  "detection_pattern_type s\n" +
  "detection_pattern_type_id i=0,1,2,3,4,5,6,99\n" +
  "external_uid s\n" +
  "intrusion_sets s[]\n" +
  "subdomains s[]\n" +
  "threat_actor @threat_actor\n" +
  "tlp s=AMBER,AMBER STRICT,CLEAR,GREEN,RED,WHITE\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,99!\n" +
  "uploaded_time i\n" +
  "uploaded_time_dt datetime\n" +
  "whois @whois\n" +
  "encoding s\n" +
  "encoding_id i=0,1,2,3,99\n" +
  "end_offset i\n" +
  "format s\n" +
  "format_id i=0,1,2,3,4,5,6,99\n" +
  "sequence_number i\n" +
  "source_id i=0,1,2,3,4,5,6,7,99\n" +
  "start_offset i\n" +
  "post_value s\n" +
  "pre_value s\n" +
  "vendor_id_list s[]\n" +
  "analyzed_privileges_count i\n" +
  "service_privilege_analysis_list @service_privilege_analysis[]\n" +
  "total_potential_attacks_count i\n" +
  "unused_privileges_count i\n" +
  "unused_services_count i\n" +
  "is_applied b\n" +
  "port port!\n" +
  "attack @attack!\n" +
  "privilege_info_list @privilege_info[]!\n" +
  "is_unused b\n" +
  "last_used_time i\n" +
  "last_used_time_dt datetime\n" +
  "ancestry @process_entity[]\n" +
  "auid i\n" +
  "cpid uuid\n" +
  "egid i\n" +
  "environment_variables @environment_variable[]\n" +
  "euid i\n" +
  "hosted_services @win_service[]\n" +
  "integrity s\n" +
  "integrity_id i=0,1,2,3,4,5,6,99\n" +
  "lineage s[]\n" +
  "loaded_modules s[]\n" +
  "parent_process @process\n" +
  "pid i\n" +
  "ptid i\n" +
  "sandbox s\n" +
  "terminated_time i\n" +
  "terminated_time_dt datetime\n" +
  "tid i\n" +
  "working_directory s\n" +
  "feature @feature\n" +
  "folder @file\n" +
  "kernel @kernel\n" +
  "peripheral_device @peripheral_device\n" +
  "query_type s\n" +
  "query_type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,99!\n" +
  "startup_item @startup_item\n" +
  "tcp_state_id i=0,1,2,3,4,5,6,7,8,9,10,11\n" +
  "query_string s!\n" +
  "path s!\n" +
  "is_default b\n" +
  "reg_binary_data bytestring\n" +
  "reg_integer_data i\n" +
  "reg_string_data s\n" +
  "reg_string_list_data s[]\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,99\n" +
  "desc s!\n" +
  "kb_articles s[]\n" +
  "score s\n" +
  "score_id i=0,1,2,3,4,5,6,7,8,9,10,99!\n" +
  "containers @container[]\n" +
  "role s\n" +
  "role_id i=0,1,2,3,4,99\n" +
  "ack_reason i\n" +
  "ack_result i\n" +
  "uuid uuid!\n" +
  "package @package!\n" +
  "software_components @software_component[]!\n" +
  "is_group_provisioning_enabled b\n" +
  "is_user_provisioning_enabled b\n" +
  "scim_group_schema json\n" +
  "scim_user_schema json\n" +
  "parent_uid s\n" +
  "script_content @long_string!\n" +
  "state_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,99\n" +
  "all_privileges_unused b\n" +
  "execute_count i\n" +
  "privilege_attack_info_list @privilege_attack_info[]\n" +
  "read_count i\n" +
  "write_count i\n" +
  "credential_uid s\n" +
  "expiration_reason s\n" +
  "is_vpn b\n" +
  "terminal s\n" +
  "author s\n" +
  "related_component s\n" +
  "relationship s\n" +
  "relationship_id i=0,1,99\n" +
  "end_time i!\n" +
  "operation s\n" +
  "start_time i!\n" +
  "duration_mins i\n" +
  "idle_timeout i\n" +
  "login_endpoint s\n" +
  "logout_endpoint s\n" +
  "metadata_endpoint s\n" +
  "scopes s[]\n" +
  "driver @kernel_driver\n" +
  "run_mode_ids i[]=0,1,2,3,99\n" +
  "run_modes s[]\n" +
  "run_state_id i=0,1,2,3,4,5,6,7,8,99\n" +
  "start_type s\n" +
  "start_type_id i=0,1,2,3,4,5,6,7,8,99!\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,99\n" +
  "status_id i=0,1,2,3,4,5,6,7,8,99\n" +
  "duration_days i\n" +
  "duration_hours i\n" +
  "duration_months i\n" +
  "duration_secs i\n" +
  "duration_weeks i\n" +
  "duration_years i\n" +
  "alert i\n" +
  "cipher s\n" +
  "client_ciphers s[]\n" +
  "extension_list @tls_extension[]\n" +
  "handshake_dur i\n" +
  "ja3_hash @fingerprint\n" +
  "ja3s_hash @fingerprint\n" +
  "server_ciphers s[]\n" +
  "sni s\n" +
  "tls_extension_list @tls_extension[]\n" +
  "type_id i=0,1,5,10,13,14,15,16,18,19,20,21,41,42,43,44,45,47,48,49,50,51,99!\n" +
  "span @span\n" +
  "time i\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,99\n" +
  "altitude_ceiling s\n" +
  "altitude_floor s\n" +
  "locations @location[]\n" +
  "radius s\n" +
  "categories s[]\n" +
  "category_ids i[]=0,1,3,4,5,6,7,9,11,14,15,16,17,18,20,21,22,23,24,25,26,27,29,30,31,32,33,34,35,36,37,38,40,43,44,45,46,47,49,50,51,52,53,54,55,56,57,58,59,60,61,63,64,65,66,67,68,71,83,84,85,86,87,88,89,90,92,93,95,96,97,98,99,101,102,103,106,107,108,109,110,111,112,113,114,118,121\n" +
  "query_string s\n" +
  "resource_type s\n" +
  "scheme s\n" +
  "subdomain s\n" +
  "forward_addr email\n" +
  "full_name s\n" +
  "ldap_person @ldap_person\n" +
  "advisory @advisory\n" +
  "affected_code @affected_code[]\n" +
  "affected_packages @affected_package[]\n" +
  "cve @cve\n" +
  "dependency_chain s\n" +
  "exploit_last_seen_time i\n" +
  "exploit_last_seen_time_dt datetime\n" +
  "exploit_ref_url s\n" +
  "exploit_requirement s\n" +
  "exploit_type s\n" +
  "fix_available b\n" +
  "fix_coverage s\n" +
  "fix_coverage_id i=0,1,2,3,99\n" +
  "is_exploit_available b\n" +
  "is_fix_available b\n" +
  "packages @package[]\n" +
  "related_vulnerabilities s[]\n" +
  "dnssec_status s\n" +
  "dnssec_status_id i=0,1,2,99\n" +
  "domain_contacts @domain_contact[]\n" +
  "name_servers s[]\n" +
  "registrar s\n" +
  "details s\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,99!\n" +
  "hosting_process @process_entity\n" +
  "load_order_group s\n" +
  "service_category s\n" +
  "service_category_id i=0,1,2,99\n" +
  "service_dependencies s[]\n" +
  "service_dll_file @file\n" +
  "service_error_control s\n" +
  "service_error_control_id i=0,1,2,3,4,99\n" +
  "service_file @file\n" +
  "service_start_name s\n" +
  "service_start_type s\n" +
  "service_start_type_id i=0,1,2,3,4,5,99\n" +
  "service_type s\n" +
  "service_type_id i=0,1,2,3,4,99\n";

/** Classes and `@objects`, one a line: attributes by number, and what is needed of them (`+` one at least, `^` just one). */
export const TYPES: string =
  "0|0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1001|1i 0 1 1j 3 1k 5 6 7 8 1l a 1m c 1n d e f 1o g 1p 1q i j k l m n 1r 1s 1t o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1002|0 1 1u 3 1k 5 6 7 8 1l a 1v c d e f g 1q i j 1w k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1003|0 1 1x 3 1k 5 6 7 8 1l a 1y c d e f g 1q i j k l m n o p 1z q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1004|0 1 20 3 1k 21 5 6 7 22 8 1l a 23 c d e f g 1q i j k l m n o p q r s t u v w 24 x y z 25 10 11 12 13 14 15 26 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1005|0 1 27 3 1k 5 6 7 8 1l a 28 c d e f g 1q i j k l m n o p q r s t 29 u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1006|0 1 2a 3 4 5 6 7 8 1l a 2b c d e f g 1q i j k l m n o p 2c q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1007|0 1 2d 3 1k 21 2e 5 6 7 8 1l a 2f c d e f g 1q i j k l m n 2g o 2h 2i p 2j 2k q r s 2l t 2m u v w 24 x y z 25 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1008|0 1 2n 3 4 5 6 7 8 1l a 2o c d e f g h i j 2p k l m n 2q o p 2r 2s 2t 2u q r s t u v w x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h|+log_file,log_name,log_provider,log_type,log_type_id\n" +
  "1009|0 1 2w 3 1k 5 6 7 8 1l a 2x c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 2y 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1010|0 1 2d 3 1k 5 6 7 8 1l a 2z c d e f g 1q i j k l m n o p q r s t u v 30 w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "2001|0 1 27 3 4 31 5 6 7 8 32 33 a 34 c 35 d e f g 36 h i j k l m n 37 38 o 39 3a 3b p 3c q r s t 3d u v w 3e x y z 3f 10 11 12 13 14 15 16 17 3g 3h 18 19 1a 1b 1c 1d 1e 1f 1g 1h 3i\n" +
  "2002|0 1 27 3 4 5 3j 3k 6 7 8 32 a 3l c 3m d e f g h i j k l m n 3n o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 3r 3f 10 11 12 13 14 15 3s 16 17 18 19 1a 3t 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y 3z\n" +
  "2003|0 1 27 3 4 5 3j 3k 6 7 8 32 a 40 c 3m 41 d e f g h i j k l m n 42 3n o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 43 3r 3f 10 11 12 13 14 15 3s 16 17 18 19 1a 3t 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y\n" +
  "2004|0 1 27 3 4 44 5 3j 3k 6 7 8 32 a 45 c 3m d e f g h i j k l m n 42 3n o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 43 3f 10 11 12 13 14 15 3s 16 17 18 19 1a 3t 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y 3i\n" +
  "2005|0 1 27 3 4 5 3j 3k 6 7 8 32 a 46 c 3m d e f g 47 h i j k l m n 48 o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 10 11 12 13 14 15 3s 16 17 18 19 1a 49 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y|+assignee,assignee_group\n" +
  "2006|0 1 1x 3 4 5 3j 3k 6 7 8 32 a 4a c 3m d e f g 4b 4c 4d h i j 2p k l m n 2q 3n o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 3f 10 11 12 13 14 15 2v 3s 16 17 18 19 1a 3t 4e 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y\n" +
  "2007|0 1 27 3 4 5 4f 3j 3k 6 7 8 32 a 4g c 3m 35 d e f g h i j k l m n 3n o 39 3a 3b p 3o q r s t u v w 3p 3q x y z 43 3f 10 11 12 13 14 15 3s 16 17 18 19 1a 3t 3u 3v 1c 1d 1e 1f 1g 1h 3w 3x 3y 3i|+application,compliance,remediation,vulnerabilities\n" +
  "2008|4h 0 1 27 3 4 5 4i 3j 3k 6 7 8 32 a 4j c 3m d e f g h i j k l m n 3n o 4k 39 3a 3b p 3o q r s t u v 4l w 3p 3q x y z 43 3f 10 11 12 13 14 15 3s 16 17 18 19 1a 3t 3u 3v 1c 1d 1e 1f 1g 1h 4m 3w 3x 3y|+access_analysis_result,applications,identity_activity_metrics,permission_analysis_results\n" +
  "3001|0 1 4n 3 4 5 6 4o 7 8 4p a 4q c d e f g h i j k l m n o 4r 4s p q r s t u v 4t w x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u 4v\n" +
  "3002|4w 4x 0 1 4y 3 4 5 6 4o 4z 50 51 7 8 4p 52 a 53 c d e f g h i j 2p k l m n o 4r 4s p 54 55 56 57 58 59 5a q r s t u v w x y z 10 11 12 13 5b 5c 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u|+service,dst_endpoint\n" +
  "3003|0 1 1u 3 4 5 6 7 8 4p a 5d c d e f g h i j 2p k l m n o 5e 4r 4s p q r s t u v w 5f x y z 10 11 12 13 5c 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u|^privileges,group\n" +
  "3004|5g 1i 0 1 5h 3 4 5 6 7 8 4p a 5i c 3m d e f g h i j k l m n 5j 5k o 4r 4s p q r s t u v w x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "3005|0 1 1u 3 4 5 6 7 8 4p a 5l c d e f g h i j k l m n o 4r 4s p q r s t u v w 5m x y z 3r 3f 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u\n" +
  "3006|0 1 5n 3 4 5 6 7 8 4p a 5o c d e f g h i j k l m n o 5p 4r 4s p q r s t u v w 5f x y z 3r 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 5q 1c 1d 1e 1f 1g 1h 4m\n" +
  "4001|0 1 4y 3 4 5 5r 5s 6 7 8 5t a 5u c d e f 5v g 5w h i j 2p k l m n o p 5x 5y 5z q r s t 60 u 61 62 v 63 w 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g 1h 6d|+dst_endpoint,src_endpoint\n" +
  "4002|0 1 20 3 4 5 5r 5s 6 7 8 5t a 6e c d e f 5v g 5w h i j 2p k l m n 2q o 6f 4r 4s 6g p 5y 5z q r s t 60 u 61 62 v 63 w 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6h 6c 1f 1g 1h|+http_request,http_response\n" +
  "4003|0 1 6i 3 4 6j 5 5r 5s 6 7 8 5t a 6k c d e f 5v g 5w h i j 2p k l m n o p 5y 5z q r s t 60 u 61 62 v 63 w 64 65 66 67 68 69 6a 6l 6m 6n x y z 6o 6p 6q 6r 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4004|0 1 20 3 4 5 5r 5s 6 7 8 5t a 6s c d e f 5v g 5w h i j 2p k l m n o p 6t 5y 6u 5z q r s t 60 u 61 62 v 63 w 64 65 66 67 68 69 6a x y z 6v 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 6w 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4005|0 1 5n 3 4 5 5r 5s 6 7 6x 8 5t 6y a 6z c d e f 5v g 5w h i j 2p k l m n 2q o 70 p 5y 71 5z q r s t 60 u 61 62 v 63 w 72 64 65 66 67 68 69 6a x y z 73 74 75 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g 1h 4m|+dst_endpoint,src_endpoint\n" +
  "4006|0 1 2a 3 4 5 5r 5s 6 7 8 5t a 76 77 c 78 d e f 5v g 5w 79 h 7a i j 2p k l m n 2q o p 5y 5z q r s t 60 u 61 62 7b v 63 w 64 65 66 67 68 69 6a x y z 75 10 11 12 13 14 15 7c 7d 7e 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 7f 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4007|0 1 4y 3 4 5 5r 5s 6 7g 7h 7 8 5t a 7i 7j c d e f 5v g 5w h i j 2p k l m n 2q o p 5y 5z q r s t 60 u 61 62 v 63 w 72 64 65 66 67 68 69 6a x y z 10 11 12 13 7k 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4008|0 1 2a 3 4 5 5r 5s 6 7 8 5t a 7l c 7m 78 7n d e f 5v g 5w h i j 2p k l m n 2q o p 5y 5z q r s t 7o 60 u 61 62 v 63 w 7p 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 7q 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4009|0 1 2d 3 4 5 6 7r 7 7s 8 5t a 7t c 78 d e f g h 7u 7v i j 2p k 7w 7x l m n o 7y p q r s 7z t u v w 80 x y z 10 11 12 13 14 15 81 2v 16 17 18 19 1a 1b 1c 1d 1e 82 1f 1g 1h\n" +
  "4010|0 1 83 3 1k 5 5r 5s 6 7 8 5t a 84 c d e f 5v g 5w h i j 2p k l m n 85 86 1r o p 5y 5z q r s t 60 u 61 62 v 63 w 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 87 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4011|0 1 27 3 4 5 6 7 8 5t a 88 c d e f g h i j k 89 l m n 1r o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "4012|0 1 27 3 4 5 6 7 8 5t a 8a c d e f g h i j k 89 l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 8b\n" +
  "4013|0 1 4y 3 4 5 5r 5s 6 7 8 5t a 8c c d e f 5v g 5w 8d h 8e i j 2p k l m n o p 5y 5z q r s t 60 u 61 62 v 63 w 8f 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 8g 8h 1c 1d 1e 6b 6c 1f 1g 1h 8i|+dst_endpoint,src_endpoint\n" +
  "4014|0 1 27 3 4 5 5r 5s 6 7 8 5t a 8j c d e f 5v g 5w h i j 2p k l m n o p 5y 5z q r s t 60 u 61 62 v 63 w 80 64 65 66 67 68 69 6a x y z 10 11 12 13 5c 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 8k 8l 8m 1f 1g 1h 4m|+connection_info,session,src_endpoint,traffic,tunnel_interface,tunnel_type_id\n" +
  "5001|0 1 1u 3 4 5 6 7 8 8n a 8o c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5002|0 1 1u 3 4 5 8p 6 7 8 8n 8q a 8r c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5003|0 1 1u 3 4 5 6 7 8 8n a 8s c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u\n" +
  "5004|0 1 1u 3 4 5 6 7 8 8n a 8t c d e f g 1q i j k l m n o p 8u q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h|+device.os.sp_name,device.os.sp_ver,device.os.version\n" +
  "5006|0 1 2w 3 4 5 6 7 8 8n a 8v c d e f g h i j k l m n o p 1z q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5007|0 1 2w 3 4 5 6 7 8 8n a 8z c d e f g h i j k l m n 1r o p q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5008|0 1 2w 3 4 5 6 7 8 8n a 90 c d e f g h i j k l m n o 91 p q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5009|0 1 2w 3 4 5 6 7 8 8n a 92 c d e f g h i j k l m n o 5p p q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 93\n" +
  "5010|0 1 2w 3 4 5 6 7 8 8n a 94 c d e f g h i j k l m n o p 2c q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5011|0 1 2w 3 4 5 6 7 8 8n a 95 c d e f g h i j k l m n o p q r s t 29 u v w 24 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5012|0 1 2w 3 4 5 6 7 8 8n a 96 c d e f 97 g h i j k l m n o p q r s t u v w 24 8w 8x 8y x y z 10 11 12 13 14 15 16 17 3g 98 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5013|0 1 2w 3 4 5 6 7 8 8n a 99 c d e f g h i j k l m n o p q r s t 9a u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5014|0 1 2w 3 4 5 6 7 8 8n a 9b c d e f g h i j k l m n o p q r s t u v 30 w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5015|0 1 2w 3 4 5 6 7 8 8n a 9c c d e f g h i j k l m n o p q r s t u v w 24 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5016|0 1 2w 3 4 5 6 7 8 8n a 9d c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z 10 11 12 13 9e 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5017|0 1 2w 3 4 5 6 7 8 8n a 9f c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z 10 11 12 13 9g 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5018|0 1 2w 3 4 5 6 7 8 8n a 9h c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 4u\n" +
  "5019|0 1 1u 3 4 5 6 7 8 8n a 9i c d e f g 1q i j k l m n o p q r s t u v w 9j 9k 9l x y z 10 11 12 13 9m 9n 9o 14 15 16 17 3g 9p 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5020|0 1 1u 3 4 5 6 7 8 8n a 9q c d e f g 1q i j k l m n o p q r s t u v 9r w 9s x y z 10 11 12 13 9t 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5021|0 1 1u 3 4 5 6 7 8 8n a 9u c d e f g h i j k l m n o p q r s t u 9v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5022|0 1 2w 3 4 5 6 7 8 8n a 9w c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z 10 11 12 13 14 15 16 17 9x 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5023|0 1 1u 3 4 5 6 7 8 8n a 9y 9z d e f a0 g 4c 4d h i j k l m n o a1 p q r s t u v w x y z a2 3f 10 11 12 13 14 15 16 17 18 19 1a 1b 4e 1c 1d 1e 1f 1g 1h|+cloud,container,database,databucket,idp,resources,table\n" +
  "5040|0 1 2w 3 4 5 6 7 8 8n a a3 c d e f g 1q i j k l m n o p q r s t u v w a4 8w 8x 8y x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6001|0 1 5n 3 4 5 6 7 8 a5 a a6 c d e f g h i j 2p k l m n o 4r 4s p q r s t u v w 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 1f 1g 1h a7 a8\n" +
  "6002|0 1 5n 3 4 5 a9 6 7 8 a5 a aa c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6003|0 1 1x 3 1k 2e ab 6 7 8 a5 a ac c d e f g h i j 2p k l m n o 4r 4s p q r s 2l t u v w x y z 3f 10 11 12 13 14 15 87 16 17 18 19 1a 1b 1c 1d 1e 6h 1f 1g 1h\n" +
  "6004|0 1 1x 3 4 5 6 7 8 a5 a ad c d e f g h i j k l m n o ae 4s p q r s t u v w 64 65 66 67 68 69 6a x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 1f 1g 1h a7\n" +
  "6005|0 1 2n 3 1k 2e 5 6 7 8 a5 a af c d e f g 4c 4d h i j 2p k l m n o 4r 4s p q r s 2l t u v w 8w x y z 10 11 12 13 14 15 87 16 17 18 19 1a 1b 4e 1c 1d 1e 7q ag 1f 1g 1h|+database,databucket,table\n" +
  "6006|5g 1i ah 0 1 ai 3 1k 5 6 7 8 a5 a aj c d e f 5v g h i j 2p k l m n 85 86 1r 1t o 4r 4s p q r s t u v w x y z 10 11 12 13 14 15 7c 7d 7e 87 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6007|0 1 2n 3 4 5 6 7 8 a5 a ak c al d e f g h i j k l m n o p q r s t am an ao ap aq ar as at au u v w x y z 10 11 12 13 av aw 14 15 16 17 18 19 1a 1b 1c 1d 1e ax 1f 1g 1h\n" +
  "6008|0 1 1u 3 4 5 6 7 8 a5 a ay c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "7001|0 1 2d 3 4 5 6 7 8 az a b0 c b1 d e f g b2 h i j k l m n o p q r s t u v w x y z 43 10 11 12 13 b3 14 15 16 17 18 19 1a 3t 1c 1d 1e 1f 1g 1h\n" +
  "7002|0 1 2d 3 4 5 6 7 8 az a b4 c b1 d e f g b2 h i j k l m n 1r o p q r s t u v w x y z 43 10 11 12 13 b3 14 15 16 17 18 19 1a 3t 1c 1d 1e 1f 1g 1h\n" +
  "7003|0 1 2d 3 4 5 6 7 8 az a b5 c b1 d e f g b2 h i j k l m n o p q r s t u v w 24 x y z 43 10 11 12 13 b3 14 15 16 17 18 19 1a 3t 1c 1d 1e 1f 1g 1h\n" +
  "7004|0 1 2d 3 4 5 6 7 8 az a b6 c b1 d e f 97 g b2 h i j k l m n o p q r s t u v w x y z 43 10 11 12 13 b3 14 15 16 17 18 19 1a 3t 1c 1d 1e 1f 1g 1h\n" +
  "8001|0 1 1u 3 4 5 6 4z 50 7 8 b7 a b8 b9 c 3m d e f 5v g h i j ba k l m n o p q r s t u v w 80 66 x y z 10 11 12 13 14 15 2v 16 17 18 19 1a 3t 1c 1d 1e 6b 6c 1f 1g bb bc bd 1h|+src_endpoint,unmanned_aerial_system,unmanned_system_operator,unmanned_system_operating_area\n" +
  "8002|0 1 1u 3 4 be 5 6 7 8 b7 a bf c d e f 5v g h i j 2p k l m n o p q r s t u v w 80 66 x y z 10 11 12 13 bg 14 15 2v 16 17 18 19 1a 1b 1c 1d 1e 6b 6c 1f 1g bb bc bd 1h|+aircraft,unmanned_aerial_system,unmanned_system_operating_area\n" +
  "201001|1i 0 1 20 3 1k 5 6 7 8 1l a bh c d e f g 1p 1q i j k l m n o p q r s t u bi v w bj x y z bk 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "201002|0 1 1x 3 1k 5 6 7 8 1l a bl c d e f g 1q i j k l m n o p q r s t u v w bm x y z bn 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "201003|0 1 2w 3 1k 5 6 7 8 1l a bo c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h bp\n" +
  "201004|0 1 4y 3 1k 5 6 7 8 1l a bq c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h br\n" +
  "205004|0 1 2w 3 4 5 6 7 8 8n a bs c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z bk 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "205005|0 1 2w 3 4 5 6 7 8 8n a bt c d e f g h i j k l m n o p q r s t u v w 8w 8x 8y x y z bn 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "205019|0 1 2w 3 4 5 6 7 8 8n a bu c d e f g h i j k l m n o p bv bw q r s t bx u v w 8w 8x 8y x y z 10 11 12 13 by 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "@access_analysis_result|bz c0 c1 c2 c3 c4\n" +
  "@account|c5 c6 c7 c8 7o c9 7q ca cb|+name,uid\n" +
  "@actor|5r cc 7 a1 cd 3e 5c 4m|+process,user,invoked_by,session,app_name,app_uid\n" +
  "@additional_restriction|ce 18 cf\n" +
  "@advisory|cg ch b9 ci cj 47 ck cl cm cn co cp 9s cq cr cs 26 3s ct cu\n" +
  "@affected_code|cv cw 1r cx 43 cy cz d0\n" +
  "@affected_package|d1 d2 d3 d4 d5 d6 d7 bx d8 d9 da db dc 43 3s 7q dd cb de 8i\n" +
  "@agent|7o 4t 7q df cb dg de dh|+uid,name\n" +
  "@ai_model|di bx cb dh|+name,uid\n" +
  "@aircraft|dj dk 7o dl dm dn do cb dg dp|+name,serial_number,uid,uid_alt\n" +
  "@analysis_target|bx 7q\n" +
  "@analytic|dq dr 47 7o ds 3g dt 7q du cb dh|+name,uid\n" +
  "@anomaly|dv dw dx dy\n" +
  "@anomaly_analysis|dz e0 e1\n" +
  "@api|5e e2 74 75 5b e3 dh\n" +
  "@application|e4 e5 47 5e e6 c8 7o cx a2 e7 11 12 13 9t c9 7q cb dg 6d dh|+uid,name\n" +
  "@assessment|dr 47 e8 7o w cb|+name,uid\n" +
  "@attack|e9 ea eb ec ed dh|+tactic,technique,sub_technique\n" +
  "@auth_factor|h ee ef eg eh ei ej ek el\n" +
  "@authentication_token|ci cj em 85 86 en eo cn co 7o ep 7q eq cb er\n" +
  "@authorization|es w\n" +
  "@autonomous_system|7o et|+number,name\n" +
  "@baseline|dv dw dx dy\n" +
  "@campaign|bx\n" +
  "@certificate|ci cj 85 86 eu ev ew ex ey ez cb dh\n" +
  "@check|47 7o 3r 14 f0 f1 18 cf cb dh\n" +
  "@cis_benchmark|f2 47 bx\n" +
  "@cis_benchmark_result|47 bx 43 cy\n" +
  "@cis_control|47 bx dh\n" +
  "@cis_csc|f3 dh\n" +
  "@classifier_details|7o f4 cb\n" +
  "@cloud|f5 f6 f7 f8 f9 a2 er\n" +
  "@compliance|8p dr fa fb fc fd fe 47 ff f1 18 19 1a fg cf\n" +
  "@container|d5 fh c8 7o fi fj fk fl 26 fm c9 cb|+uid,name\n" +
  "@cve|ci cj fn fo fp fq 47 fr cn co 9s cq cs ct 7q cu\n" +
  "@cvss|fs ft fu fv 14 3s fw de 8i\n" +
  "@cwe|fx 3s cu\n" +
  "@d3f_tactic|7o 3s cb|+name,uid\n" +
  "@d3f_technique|7o 3s cb|+name,uid\n" +
  "@d3fend|fy fz dh|+d3f_tactic,d3f_technique\n" +
  "@data_classification|dr g0 g1 g2 g3 g4 w 26 3s 18 fg cf ax cb|+category_id,confidentiality_id\n" +
  "@data_security|dr g0 g1 g2 g3 g5 g6 g7 g8 g9 g4 ga w 26 3s 18 fg cf ax cb|+data_lifecycle_state_id,detection_pattern,detection_system_id,policy\n" +
  "@database|ci cj gb gc 47 gd ge cn co 7o 26 7q gf cb|+name,uid\n" +
  "@databucket|gg f6 ci cj e4 e5 gb gc 47 em 2q 5e ge e6 gh gi gj gk c8 cn co 7o gl cx a2 e7 26 c9 7q gm cb dg dh er|+name,uid\n" +
  "@dce_rpc|78 gn go gp gq\n" +
  "@device|gg gr gs gt gu a0 ci cj 47 gv gw gx gy ge e6 gz h0 h1 fh h2 h3 h4 h5 h6 gh gi h7 h8 h9 ha hb hc hd he hf dj hg hh hi dk cn co 7o hj hk f7 cp hl cx hm a2 11 12 13 hn ho 7q hp hq cb dg de hr hs er|+ip,uid,name,hostname,instance_uid,interface_uid,interface_name\n" +
  "@device_hw_info|ht hu hv hw hx hy hz i0 i1 i2 i3 i4 i5 i6 71 i7 dl i8 de\n" +
  "@digital_signature|dq i9 52 ci cj ia ib 3g ic\n" +
  "@discovery_details|g id ie 7q if\n" +
  "@display|ig ih ii ij ik\n" +
  "@dns_answer|il im in io ip iq 7q\n" +
  "@dns_query|il ir is it io 7q\n" +
  "@domain_contact|ee dj 7o ej 7q iu cb\n" +
  "@edge|e5 iv 7o iw ix iy cb|+name,uid\n" +
  "@email|iz j0 gb gc j1 j2 j3 7y j4 j5 j6 j7 j8 j9 ja jb jc jd je jf jg 26 jh ji ez 82 jj cb jk jl|+from,to\n" +
  "@email_auth|jm jn jo jp jq jr js\n" +
  "@encryption_details|dq jt ju jv 7q\n" +
  "@endpoint|gg a0 gv e6 gz h4 h5 h6 gh dj hg hh 7o hj cp cx hm ho 7q jw cb hr hs er|+ip,uid,name,hostname,instance_uid,interface_uid,interface_name\n" +
  "@endpoint_connection|jx jy|+network_endpoint,code\n" +
  "@enrichment|ci cj jz 47 bx ek k0 k1 3s 7q k2\n" +
  "@environment_variable|bx k2\n" +
  "@epss|ci cj k3 k4 dh\n" +
  "@evidences|4 5 5v a0 e5 4c 4d h 2p k5 2q 4r 4s 5y k6 7o 3e 6l k7 k8 3f k9 2v 6b cb 6d 4m 3x 3y ka|+actor,api,connection_info,data,database,databucket,device,dst_endpoint,email,file,process,query,src_endpoint,url,user,job,script,reg_key,reg_value,win_service\n" +
  "@extension|7o cb 8i|+name,uid\n" +
  "@feature|7o cb dh|+name,uid\n" +
  "@file|kb kc kd ke kf g2 g3 ci cj kg gb gc 47 kh ki em kj kk kl km kn gj gk ko kp kq cn co kr bx cx ks da 9s kt ku kv 26 kw c9 7q gf cb kx 6d dh ky kz\n" +
  "@finding|ci cj 47 gx gy he hf cn co 9s l0 l1 43 3s l2 l3 l4 cu\n" +
  "@finding_info|31 l5 6 ci cj 36 47 gx gy 3c he hf cn co 9s l0 ds l1 l6 3s c9 ct l7 l4 cu dg\n" +
  "@fingerprint|dq l8 k2\n" +
  "@firewall_rule|dr l9 47 k la lb 7o lc ld 7q cb dh|+name,uid\n" +
  "@function_invocation|le lf lg|+parameters,return_value,error\n" +
  "@gpu_info|lh li lj dk de lk ll lm\n" +
  "@graph|47 ln iv 7o lo lp lq 7q cb|+name,uid\n" +
  "@group|47 gv 7o 5f 7q cb dg|+name,uid\n" +
  "@hassh|dq lr\n" +
  "@http_cookie|gv 85 86 ls lt lu bx da lv lw k2\n" +
  "@http_header|bx k2\n" +
  "@http_request|lx ly j7 lz m0 m1 cb 6d m2 dh m3\n" +
  "@http_response|ly m4 m5 j7 m6 m0 s 18\n" +
  "@identity_activity_metrics|gx gy m7 m8 he hf m9 ma mb\n" +
  "@idp|4o gv mc md me 7o 80 mf mg 3g mh ep cb mi|+name,uid\n" +
  "@image|c8 7o da fm c9 cu\n" +
  "@ja4_fingerprint|mj mk ml mm 7q mn k2\n" +
  "@job|mo ci cj 47 2q bv bw bx mp mq mr ms 4m\n" +
  "@kb_article|cg ch b9 ci cj ck cl cm cp 9s 14 26 3s ct cb|+uid,src_url\n" +
  "@kernel|kp bx da mt 7q mu\n" +
  "@kernel_driver|1r\n" +
  "@key_value_object|bx if mv|+value,values\n" +
  "@keyboard_info|mw mx my mz n0\n" +
  "@kill_chain_phase|n1 n2\n" +
  "@ldap_person|n3 ci cj n4 n5 n6 n7 n8 n9 na nb nc nd c8 ne nf ng nh ni nj dj nk cn co nl ej nm c9\n" +
  "@load_balancer|b9 jx 2p nn no gh s fu 7o 1a cb|+name,uid\n" +
  "@location|np nq nr ns nt 47 nu nv nw nx ny nz o0 o1 o2 o3 ek a2|+city,country,postal_code,region\n" +
  "@logger|h o4 o5 o6 o7 2r 2s o8 o9 oa 7o 9s ob oc cb od dh|+name,uid\n" +
  "@long_string|o5 od k2\n" +
  "@malware|oe of og j3 7o oh da ek 14 f0 cb|+name,uid\n" +
  "@malware_scan_info|l m 7o an oh oi 26 16 17 7q oj cb ok|+name,uid\n" +
  "@managed_entity|e5 h k5 5e dj 7o f7 w 7q eq cb 4m dh|+name,uid,device,group,org,policy,user\n" +
  "@message_context|ol om 4f on 7o oo 5b op cb|+application,service\n" +
  "@metadata|oq gb gc or os ot ou o5 c8 o6 o7 2r 2s ov o8 o9 oa ow cn co ox oy oz p0 p1 p2 p3 p4 p5 c9 ep p6 p7 ob oc 7q cb od 8i\n" +
  "@metric|bx k2\n" +
  "@mitigation|b2 7o 3s cb|+name,uid\n" +
  "@module|22 2q p8 p9 pa pb pc 7q|+load_type_id,function_name\n" +
  "@network_connection_info|pd pe pf 7u 7v pg 80 ph 72 pi 5c pj cb\n" +
  "@network_endpoint|gg pk a0 gv eu e6 gz h4 h5 h6 pl gh nz pm dj hg hh 7o hj pn po cp cx hm 7p 66 ho pp 7q jw cb hr hs er|+ip,uid,name,hostname,svc_name,instance_uid,interface_uid,interface_name,domain\n" +
  "@network_interface|e6 gh hg 7o gl pq pr 7q ps cb|+ip,mac,name,hostname,uid\n" +
  "@network_proxy|gg pk a0 gv eu e6 gz h4 h5 h6 pl gh nz pm dj hg hh 7o hj pn po cp cx hm 7p 66 ho pp 7q jw cb hr hs er|+ip,uid,name,hostname,svc_name,instance_uid,interface_uid,interface_name,domain\n" +
  "@network_traffic|pt pu pv pw px py pz l m q0 q1 q2 16 17 q3\n" +
  "@node|e5 47 7o 7q cu\n" +
  "@observable|o4 7o k0 7q q4 q5 if\n" +
  "@observation|g q3 k2\n" +
  "@occurrence_details|q6 q7 q8 cw q9 qa qb qc d0|+cell_name,column_name,column_number,end_line,json_path,page_number,record_index_in_array,row_number,start_line\n" +
  "@organization|7o qd qe cb|+name,uid\n" +
  "@os|qf nt d2 hz qg qh qi bx qj qk 7q ql dh\n" +
  "@osint|6j 6 pk qm dr 3m d e ci cj kg 47 g7 qn qo k5 7x 85 86 qp 2q qq 3c c8 dj q cn co 7o cq ds k0 13 k9 14 f0 kv 3s qr hn qs qt 7q qu cb qv qw k2 de 3i qx\n" +
  "@package|d1 d2 d3 d5 d6 d7 bx d8 d9 db dc 3s 7q dd cb de 8i\n" +
  "@packet|qy qz r0 r1 r2 r3 p5 r4 r5 k2\n" +
  "@parameter|7o r6 r7|+name,pre_value,post_value\n" +
  "@peripheral_device|il dk bx dl 7q eq cb r8 de|+name,uid\n" +
  "@permission_analysis_result|r9 c3 c4 w ra rb rc rd\n" +
  "@policy|e5 47 5e re 7o 7q cb dh|+name,type,uid\n" +
  "@port_info|rf 80 ph\n" +
  "@privilege_attack_info|rg rh\n" +
  "@privilege_info|ri rj rk bx 7q ag\n" +
  "@process|rl rm mo a0 rn ci cj ro rp rq 2q 5e rr rs rt ru rv 7o hj rw da rx ry rz 5c s0 s1 s2 cb 4m s3 kz|+pid,uid,cpid\n" +
  "@process_entity|mo rn ci cj 7o da rx cb|+cmd_line,name,path,pid,uid,cpid\n" +
  "@product|d2 gb gc s4 qi 7o da cb mi de dh|+name,uid\n" +
  "@programmatic_credential|rj rk 7q cu\n" +
  "@query_evidence|5v 2q s5 5e k6 s6 2m hk s7 3e s8 s9 k7 k8 5b 5c sa 3g sb 4m 93|^connection_info,file,folder,group,job,kernel,module,network_interfaces,peripheral_device,process,reg_key,reg_value,service,session,startup_item,user\n" +
  "@query_info|pt e5 7o sc 6m 6n cb|+name,uid\n" +
  "@reg_key|kp cn co sd kt\n" +
  "@reg_value|e5 se kp cn co bx sd sf sg sh si 7q sj\n" +
  "@related_event|6 g ci cj 47 gx gy 3c he hf cn co u 9s l0 14 f0 18 c9 ct l7 7q 1f q5 cu\n" +
  "@remediation|f2 sk 8u sl cq\n" +
  "@reporter|e6 gh 7o f7 cb|+hostname,ip,name,uid\n" +
  "@reputation|fs ek sm sn\n" +
  "@request|so e5 in cu\n" +
  "@resource_details|gg f6 ci cj e4 e5 gb gc 5e e6 gh gi c8 cn co 7o gl cx ek a2 e7 sp sq c9 7q cb dg dh er|+name,uid\n" +
  "@response|jx so e5 le no in s\n" +
  "@rpc_interface|sr ss st 8i\n" +
  "@rule|dr 47 7o 7q cb dh|+name,uid\n" +
  "@san|bx f4\n" +
  "@sbom|ci cj su 9s sv 7q ag cb dh\n" +
  "@scan|7o 7q oj cb|+name,uid\n" +
  "@scim|4z 50 ci cj no sw sx bv bw cn co 7o 80 lc sy sz 3g mh cb dg mi de dh\n" +
  "@script|2q kk 7o t0 t1 7q oj cb\n" +
  "@security_state|3g t2\n" +
  "@service|c8 7o c9 cb dh|+name,uid\n" +
  "@service_privilege_analysis|t3 r9 t4 rj rk bx t5 t6 rc t7\n" +
  "@session|g ci cj t8 t9 85 86 55 57 ta me tb cb dg i8\n" +
  "@software_component|tc d5 d6 bx db td te tf 7q ag 8i\n" +
  "@span|k tg m s th t0 5b ti 17 19 cu\n" +
  "@sso|4z 50 52 ci cj tj tk tl tm tn cn co 7o 80 to cb de\n" +
  "@startup_item|tp k6 bx 3e tq tr mr ts tt tu 7q tv ka|^driver,job,process,win_service\n" +
  "@sub_technique|7o 3s cb|+name,uid\n" +
  "@table|ci cj 47 ge cn co 7o 26 cb|+name,uid\n" +
  "@tactic|7o 3s cb|+name,uid\n" +
  "@technique|7o 3s cb|+name,uid\n" +
  "@threat_actor|bx 7q ps\n" +
  "@ticket|3s 18 fg tw ct 7q dd cb|+src_url,uid\n" +
  "@timespan|k tx ty tj tz u0 u1 u2 l m 16 17 7q df|+duration,duration_days,duration_hours,duration_mins,duration_months,duration_secs,duration_weeks,duration_years,end_time,start_time\n" +
  "@tls|u3 52 6y u4 u5 u6 u7 u8 u9 ju ex ua ub uc 8i\n" +
  "@tls_extension|e5 7q ud\n" +
  "@token|ci cj 85 86 en cn co 7o ep 7q eq cb er\n" +
  "@trace|k l m in 5b ue 16 17 cu\n" +
  "@trait|dr 7o 7q cb mv|+name,uid\n" +
  "@transformation_info|qi 7o 9s uf 1d cb mi|+name,uid\n" +
  "@unmanned_aerial_system|gz dj dk 7o dl dm dn do 7q ug cb dg i8 dp|+name,serial_number,uid,uid_alt\n" +
  "@unmanned_system_operating_area|np uh ui nq nr ns g nt 47 l m nu nv nw nx ny nz o0 uj o1 o2 o3 ek uk a2 16 17 7q ag|+city,country,postal_code,region\n" +
  "@url|ul um gv e6 da 7p un uo up uq mi|+url_string,path\n" +
  "@user|f5 t8 n7 gv ee ur us ge md ut 7o f7 ej mb 11 12 13 7q ps cb dg|+account,name,uid\n" +
  "@vendor_attributes|14 f0\n" +
  "@vulnerability|uu uv uw dr ux fo uy 47 uz v0 v1 v2 v3 gx gy v4 v5 v6 v7 v8 8u sl he hf v9 cq va 43 14 ct de|^advisory,cve,cwe\n" +
  "@web_resource|ci cj e5 gb gc 47 c8 cn co 7o c9 7q cb dg mi|+name,uid\n" +
  "@whois|pk ci cj vb vc gv vd ee nz pm he hf ve ej vf 18 qr hn\n" +
  "@win_resource|ci cj e5 gb gc vg c8 cn co 7o pp c9 7q vh cb dg|+name,uid\n" +
  "@win_service|mo vi c8 vj bx vk vl vm vn vo vp vq vr vs vt vu vv c9 cb dh|+cmd_line,service_category_id,service_dependencies,service_error_control_id,service_start_name,service_start_type_id,service_type_id\n";
