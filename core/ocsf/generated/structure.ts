// Generated from OCSF 1.8.0 (https://schema.ocsf.io, Apache-2.0) by scripts/generate-ocsf.mjs. Do not edit.

/** Attributes, one a line: name, type, `=` its values, `!` and the profiles that make it a must, or `?` and those that bring it. */
export const ATTRIBUTES: string =
  "action s?security_control\n" +
  "action_id i=0,1,2,3,4,99?security_control\n" +
  "activity_id i=0,99!\n" +
  "activity_name s\n" +
  "actor @actor?host\n" +
  "api @api?cloud\n" +
  "attacks @attack[]?security_control\n" +
  "authorizations @authorization[]?security_control\n" +
  "category_name s\n" +
  "category_uid i=0!\n" +
  "class_name s\n" +
  "class_uid i=0!\n" +
  "cloud @cloud!cloud\n" +
  "confidence s?security_control\n" +
  "confidence_id i=0,1,2,3,99?security_control\n" +
  "confidence_score i?security_control\n" +
  "count i\n" +
  "device @device?host\n" +
  "disposition s?security_control\n" +
  "disposition_id i=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,99?security_control\n" +
  "duration i\n" +
  "end_time t\n" +
  "end_time_dt datetime?datetime\n" +
  "enrichments @enrichment[]\n" +
  "firewall_rule @firewall_rule?security_control\n" +
  "is_alert b?security_control\n" +
  "malware @malware[]?security_control\n" +
  "malware_scan_info @malware_scan_info?security_control\n" +
  "message s\n" +
  "metadata @metadata!\n" +
  "observables @observable[]\n" +
  "osint @osint[]!osint\n" +
  "policy @policy?security_control\n" +
  "raw_data s\n" +
  "raw_data_hash @fingerprint\n" +
  "raw_data_size i\n" +
  "risk_details s?security_control\n" +
  "risk_level s?security_control\n" +
  "risk_level_id i=0,1,2,3,4,99?security_control\n" +
  "risk_score i?security_control\n" +
  "severity s\n" +
  "severity_id i=0,1,2,3,4,5,6,99!\n" +
  "start_time t\n" +
  "start_time_dt datetime?datetime\n" +
  "status s\n" +
  "status_code s\n" +
  "status_detail s\n" +
  "status_id i=0,1,2,99\n" +
  "time t!\n" +
  "time_dt datetime?datetime\n" +
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
  "actor @actor\n" +
  "class_uid i=1006!\n" +
  "job @job!\n" +
  "activity_id i=0,1,2,3,4,5,99!\n" +
  "ai_model @ai_model?ai_operation\n" +
  "class_uid i=1007!\n" +
  "exit_code i\n" +
  "injection_type s\n" +
  "injection_type_id i=0,1,2,3,99\n" +
  "launch_type s\n" +
  "launch_type_id i=0,1,2,3,99\n" +
  "message_context @message_context?ai_operation\n" +
  "module @module\n" +
  "activity_id i=0,1,2,3,4,5,6,7,8,9,10,99!\n" +
  "class_uid i=1008!\n" +
  "device @device\n" +
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
  "attacks @attack[]\n" +
  "category_uid i=2!\n" +
  "cis_csc @cis_csc[]\n" +
  "class_uid i=2001!\n" +
  "compliance @compliance\n" +
  "confidence s\n" +
  "confidence_id i=0,1,2,3,99\n" +
  "confidence_score i\n" +
  "data_sources s[]\n" +
  "evidence json\n" +
  "finding @finding!\n" +
  "impact s\n" +
  "impact_id i=0,1,2,3,4,99\n" +
  "impact_score i\n" +
  "kill_chain @kill_chain_phase[]\n" +
  "malware @malware[]\n" +
  "nist s[]\n" +
  "process @process\n" +
  "resources @resource_details[]\n" +
  "risk_level s\n" +
  "risk_level_id i=0,1,2,3,4,99\n" +
  "risk_score i\n" +
  "state s\n" +
  "state_id i=0,1,2,3,4,99!\n" +
  "vulnerabilities @vulnerability[]\n" +
  "assignee @user?incident\n" +
  "assignee_group @group?incident\n" +
  "class_uid i=2002!\n" +
  "comment s\n" +
  "finding_info @finding_info!\n" +
  "impact s?incident\n" +
  "impact_id i=0,1,2,3,4,99?incident\n" +
  "impact_score i?incident\n" +
  "is_suspected_breach b?incident\n" +
  "priority s?incident\n" +
  "priority_id i=0,1,2,3,4,99?incident\n" +
  "resource @resource_details\n" +
  "src_url s?incident\n" +
  "status_id i=0,1,2,3,4,5,6,99\n" +
  "ticket @ticket?incident\n" +
  "tickets @ticket[]?incident\n" +
  "vendor_attributes @vendor_attributes\n" +
  "verdict s?incident\n" +
  "verdict_id i=0,1,2,3,4,5,6,7,8,9,10,99?incident\n" +
  "vulnerabilities @vulnerability[]!\n" +
  "class_uid i=2003!\n" +
  "compliance @compliance!\n" +
  "evidences @evidences[]\n" +
  "remediation @remediation\n" +
  "anomaly_analyses @anomaly_analysis[]\n" +
  "class_uid i=2004!\n" +
  "is_alert b\n" +
  "malware_scan_info @malware_scan_info\n" +
  "risk_details s\n" +
  "assignee @user\n" +
  "assignee_group @group\n" +
  "class_uid i=2005!\n" +
  "desc s\n" +
  "finding_info_list @finding_info[]!\n" +
  "is_suspected_breach b\n" +
  "priority s\n" +
  "priority_id i=0,1,2,3,4,99\n" +
  "src_url s\n" +
  "status_id i=0,1,2,3,4,5,99!\n" +
  "ticket @ticket\n" +
  "tickets @ticket[]\n" +
  "verdict s\n" +
  "verdict_id i=0,1,2,3,4,5,6,7,8,9,10,99\n" +
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
  "policy @policy\n" +
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
  "load_balancer @load_balancer?load_balancer\n" +
  "network_observation_point @network_endpoint\n" +
  "observation_point s\n" +
  "observation_point_id i=0,1,2,3,4,99\n" +
  "packet_list @packet[]\n" +
  "proxy @network_proxy\n" +
  "proxy_connection_info @network_connection_info?network_proxy\n" +
  "proxy_endpoint @network_proxy?network_proxy\n" +
  "proxy_http_request @http_request?network_proxy\n" +
  "proxy_http_response @http_response?network_proxy\n" +
  "proxy_tls @tls?network_proxy\n" +
  "proxy_traffic @network_traffic?network_proxy\n" +
  "tls @tls\n" +
  "traffic @network_traffic\n" +
  "url @url\n" +
  "class_uid i=4002!\n" +
  "http_cookies @http_cookie[]\n" +
  "http_status i\n" +
  "trace @trace?trace\n" +
  "activity_id i=0,1,2,6,99!\n" +
  "answers @dns_answer[]\n" +
  "class_uid i=4003!\n" +
  "query @dns_query\n" +
  "query_time t\n" +
  "query_time_dt datetime?datetime\n" +
  "rcode s\n" +
  "rcode_id i=0,1,2,3,4,5,6,7,8,9,10,11,16,17,18,19,20,21,22,23,24,25,99\n" +
  "response_time t\n" +
  "response_time_dt datetime?datetime\n" +
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
  "expiration_time t\n" +
  "expiration_time_dt datetime?datetime\n" +
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
  "proxy_endpoint @network_proxy\n" +
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
  "last_run_time t\n" +
  "last_run_time_dt datetime?datetime\n" +
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
  "authorizations @authorization[]\n" +
  "invoked_by s\n" +
  "policy @policy!\n" +
  "status_id i=0,1,2,3,99\n" +
  "avg_timespan @timespan\n" +
  "bulletin s\n" +
  "created_time t\n" +
  "created_time_dt datetime?datetime\n" +
  "install_state s\n" +
  "install_state_id i=0,1,2,3,99\n" +
  "is_superseded b\n" +
  "modified_time t\n" +
  "modified_time_dt datetime?datetime\n" +
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
  "region s?cloud\n" +
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
  "data_classification @data_classification?data_classification\n" +
  "data_classifications @data_classification[]?data_classification\n" +
  "embedding_model s\n" +
  "groups @group[]\n" +
  "type_id i=0,1,2,3,4,5,6,7,8,99!\n" +
  "agent_list @agent[]\n" +
  "cloud_partition s?cloud\n" +
  "ip ip\n" +
  "is_backed_up b\n" +
  "is_encrypted b\n" +
  "is_public b\n" +
  "namespace s\n" +
  "type_id i=0,1,2,3,99!\n" +
  "zone s?cloud\n" +
  "command_response s\n" +
  "flags s[]!\n" +
  "opnum i\n" +
  "rpc_interface @rpc_interface!\n" +
  "autoscale_uid s\n" +
  "boot_time t\n" +
  "boot_time_dt datetime?datetime\n" +
  "boot_uid s\n" +
  "container @container?container\n" +
  "domain s\n" +
  "eid s\n" +
  "first_seen_time t\n" +
  "first_seen_time_dt datetime?datetime\n" +
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
  "last_seen_time t\n" +
  "last_seen_time_dt datetime?datetime\n" +
  "mac mac\n" +
  "mac_vendor s\n" +
  "meid s\n" +
  "namespace_pid i?container\n" +
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
  "api @api\n" +
  "email @email\n" +
  "job @job\n" +
  "reg_key @reg_key\n" +
  "reg_value @reg_value\n" +
  "script @script\n" +
  "win_service @win_service\n" +
  "accessed_time t\n" +
  "accessed_time_dt datetime?datetime\n" +
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
  "is_public b?cloud\n" +
  "is_readonly b\n" +
  "is_system b\n" +
  "mime_type s\n" +
  "modifier @user\n" +
  "parent_folder s\n" +
  "security_descriptor s\n" +
  "signature @digital_signature\n" +
  "signatures @digital_signature[]\n" +
  "storage_class s?cloud\n" +
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
  "last_authentication_time t\n" +
  "last_authentication_time_dt datetime?datetime\n" +
  "password_last_used_time t\n" +
  "password_last_used_time_dt datetime?datetime\n" +
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
  "next_run_time t\n" +
  "next_run_time_dt datetime?datetime\n" +
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
  "deleted_time t\n" +
  "deleted_time_dt datetime?datetime\n" +
  "department s\n" +
  "display_name s\n" +
  "email_addrs email[]\n" +
  "employee_uid s\n" +
  "given_name s\n" +
  "hire_time t\n" +
  "hire_time_dt datetime?datetime\n" +
  "job_title s\n" +
  "last_login_time t\n" +
  "last_login_time_dt datetime?datetime\n" +
  "ldap_cn s\n" +
  "ldap_dn s\n" +
  "leave_time t\n" +
  "leave_time_dt datetime?datetime\n" +
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
  "logged_time t\n" +
  "logged_time_dt datetime?datetime\n" +
  "transmit_time t\n" +
  "transmit_time_dt datetime?datetime\n" +
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
  "processed_time t\n" +
  "processed_time_dt datetime?datetime\n" +
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
  "uploaded_time t\n" +
  "uploaded_time_dt datetime?datetime\n" +
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
  "last_used_time t\n" +
  "last_used_time_dt datetime?datetime\n" +
  "ancestry @process_entity[]\n" +
  "auid i?linux/linux_users\n" +
  "cpid uuid\n" +
  "egid i?linux/linux_users,macos/macos_users\n" +
  "environment_variables @environment_variable[]\n" +
  "euid i?linux/linux_users,macos/macos_users\n" +
  "group @group?linux/linux_users\n" +
  "hosted_services @win_service[]\n" +
  "integrity s\n" +
  "integrity_id i=0,1,2,3,4,5,6,99\n" +
  "lineage s[]\n" +
  "loaded_modules s[]\n" +
  "parent_process @process\n" +
  "pid i\n" +
  "ptid i\n" +
  "sandbox s\n" +
  "terminated_time t\n" +
  "terminated_time_dt datetime?datetime\n" +
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
  "provider s?cloud\n" +
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
  "end_time t!\n" +
  "operation s\n" +
  "start_time t!\n" +
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
  "time t\n" +
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
  "exploit_last_seen_time t\n" +
  "exploit_last_seen_time_dt datetime?datetime\n" +
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
  "1006|0 1 2a 3 2b 5 6 7 8 1l a 2c c d e f g 1q i j k l m n o p 2d q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1007|0 1 2e 3 1k 21 2f 5 6 7 8 1l a 2g c d e f g 1q i j k l m n 2h o 2i 2j p 2k 2l q r s 2m t 2n u v w 24 x y z 25 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1008|0 1 2o 3 2b 5 6 7 8 1l a 2p c d e f g 2q i j 2r k l m n 2s o p 2t 2u 2v 2w q r s t u v w x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h|+log_file,log_name,log_provider,log_type,log_type_id\n" +
  "1009|0 1 2y 3 1k 5 6 7 8 1l a 2z c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 30 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "1010|0 1 2e 3 1k 5 6 7 8 1l a 31 c d e f g 1q i j k l m n o p q r s t u v 32 w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "2001|0 1 27 3 4 33 5 34 7 8 35 36 a 37 c 38 39 3a 3b g 3c h i j k l m n 3d 3e o 3f 3g 3h p 3i 3j r s t 3k u v w 3l x y z 3m 10 3n 3o 3p 14 15 16 17 3q 3r 18 19 1a 1b 1c 1d 1e 1f 1g 1h 3s\n" +
  "2002|0 1 27 3 4 5 3t 3u 6 7 8 35 a 3v c 3w 39 3a 3b g 2q i j k l m n 3x o 3y 3z 40 p 41 q r s t u v w 42 43 x y z 44 3m 10 11 12 13 14 15 45 16 17 18 19 1a 46 47 48 1c 1d 1e 1f 1g 1h 49 4a 4b 4c\n" +
  "2003|0 1 27 3 4 5 3t 3u 6 7 8 35 a 4d c 3w 4e 39 3a 3b g 2q i j k l m n 4f 3x o 3y 3z 40 p 41 q r s t u v w 42 43 x y z 4g 44 3m 10 11 12 13 14 15 45 16 17 18 19 1a 46 47 48 1c 1d 1e 1f 1g 1h 49 4a 4b\n" +
  "2004|0 1 27 3 4 4h 5 3t 3u 6 7 8 35 a 4i c 3w 39 3a 3b g 2q i j k l m n 4f 3x o 3f 3g 3h 4j 41 3j 4k s t u v w 42 43 x y z 4g 3m 4l 3n 3o 3p 14 15 45 16 17 18 19 1a 46 47 48 1c 1d 1e 1f 1g 1h 49 4a 4b 3s\n" +
  "2005|0 1 27 3 4 5 4m 4n 34 7 8 35 a 4o c 3w 39 3a 3b g 4p h i j k l m n 4q o 3f 3g 3h p 4r q r s t u v w 4s 4t x y z 10 11 12 13 14 15 4u 16 17 18 19 1a 4v 4w 4x 1c 1d 1e 1f 1g 1h 49 4y 4z|+assignee,assignee_group\n" +
  "2006|0 1 1x 3 2b 5 3t 3u 6 7 8 35 a 50 c 3w 39 3a 3b g 51 52 53 2q i j 2r k l m n 2s 3x o 3f 3g 3h 4j 41 q r s t u v w 42 43 x y z 3m 4l 3n 3o 3p 14 15 2x 45 16 17 18 19 1a 46 54 47 48 1c 1d 1e 1f 1g 1h 49 4a 4b\n" +
  "2007|0 1 27 3 4 5 55 3t 3u 6 7 8 35 a 56 c 3w 38 39 3a 3b g 2q i j k l m n 3x o 3y 3z 40 p 41 q r s t u v w 42 43 x y z 4g 3m 10 11 12 13 14 15 45 16 17 18 19 1a 46 47 48 1c 1d 1e 1f 1g 1h 49 4a 4b 3s|+application,compliance,remediation,vulnerabilities\n" +
  "2008|57 0 1 27 3 4 5 58 3t 3u 6 7 8 35 a 59 c 3w 39 3a 3b g 2q i j k l m n 3x o 5a 3y 3z 40 p 41 q r s t u v 5b w 42 43 x y z 4g 3m 10 11 12 13 14 15 45 16 17 18 19 1a 46 47 48 1c 1d 1e 1f 1g 1h 5c 49 4a 4b|+access_analysis_result,applications,identity_activity_metrics,permission_analysis_results\n" +
  "3001|0 1 5d 3 2b 5 6 5e 7 8 5f a 5g c d e f g h i j k l m n o 5h 5i p q r s t u v 5j 5k x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l 5m\n" +
  "3002|5n 5o 0 1 5p 3 2b 5 6 5e 5q 5r 5s 7 8 5f 5t a 5u c d e f g h i j 2r k l m n o 5h 5i p 5v 5w 5x 5y 5z 60 61 q r s t u v w x y z 10 11 12 13 62 63 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l|+service,dst_endpoint\n" +
  "3003|0 1 1u 3 2b 5 6 7 8 5f a 64 c d e f g h i j 2r k l m n o 65 5h 5i p q r s t u v w 66 x y z 10 11 12 13 63 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l|^privileges,group\n" +
  "3004|67 1i 0 1 68 3 2b 5 6 7 8 5f a 69 c 3w d e f g h i j k l m n 6a 6b o 5h 5i p q r s t u v w x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "3005|0 1 1u 3 2b 5 6 7 8 5f a 6c c d e f g h i j k l m n o 5h 5i p q r s t u v w 6d x y z 44 3m 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l\n" +
  "3006|0 1 6e 3 2b 5 6 7 8 5f a 6f c d e f g h i j k l m n o 6g 5h 5i p q r s t u v w 66 x y z 44 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 6h 1c 1d 1e 1f 1g 1h 5c\n" +
  "4001|0 1 5p 3 4 5 6i 6j 6 7 8 6k a 6l c d e f 6m g 6n h i j 2r k l m n o p 6o 6p 6q q r s t 6r u 6s 6t v 6u w 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g 1h 74|+dst_endpoint,src_endpoint\n" +
  "4002|0 1 20 3 4 5 6i 6j 6 7 8 6k a 75 c d e f 6m g 6n h i j 2r k l m n 2s o 76 5h 5i 77 p 6p 6q q r s t 6r u 6s 6t v 6u w 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 78 73 1f 1g 1h|+http_request,http_response\n" +
  "4003|0 1 79 3 4 7a 5 6i 6j 6 7 8 6k a 7b c d e f 6m g 6n h i j 2r k l m n o p 6p 6q q r s t 6r u 6s 6t v 6u w 6v 6w 6x 6y 6z 70 71 7c 7d 7e x y z 7f 7g 7h 7i 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4004|0 1 20 3 4 5 6i 6j 6 7 8 6k a 7j c d e f 6m g 6n h i j 2r k l m n o p 7k 6p 7l 6q q r s t 6r u 6s 6t v 6u w 6v 6w 6x 6y 6z 70 71 x y z 7m 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 7n 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4005|0 1 6e 3 4 5 6i 6j 6 7 7o 8 6k 7p a 7q c d e f 6m g 6n 2q i j 2r k l m n 2s o 7r p 6p 7s 6q q r s t 6r u 6s 6t v 6u w 7t 6v 6w 6x 6y 6z 70 71 x y z 7u 7v 7w 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g 1h 5c|+dst_endpoint,src_endpoint\n" +
  "4006|0 1 2a 3 4 5 6i 6j 6 7 8 6k a 7x 7y c 7z d e f 6m g 6n 80 h 81 i j 2r k l m n 2s o p 6p 6q q r s t 6r u 6s 6t 82 v 6u w 6v 6w 6x 6y 6z 70 71 x y z 7w 10 11 12 13 14 15 83 84 85 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 86 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4007|0 1 5p 3 4 5 6i 6j 6 87 88 7 8 6k a 89 8a c d e f 6m g 6n h i j 2r k l m n 2s o p 6p 6q q r s t 6r u 6s 6t v 6u w 7t 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 8b 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4008|0 1 2a 3 4 5 6i 6j 6 7 8 6k a 8c c 8d 7z 8e d e f 6m g 6n h i j 2r k l m n 2s o p 6p 6q q r s t 8f 6r u 6s 6t v 6u w 8g 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 8h 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4009|0 1 2e 3 4 5 6 8i 7 8j 8 6k a 8k c 7z d e f g h 8l 8m i j 2r k 8n 8o l m n o 8p p q r s 8q t u v w 8r x y z 10 11 12 13 14 15 8s 2x 16 17 18 19 1a 1b 1c 1d 1e 8t 1f 1g 1h\n" +
  "4010|0 1 8u 3 1k 5 6i 6j 6 7 8 6k a 8v c d e f 6m g 6n h i j 2r k l m n 8w 8x 1r o p 6p 6q q r s t 6r u 6s 6t v 6u w 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 8y 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g 1h|+dst_endpoint,src_endpoint\n" +
  "4011|0 1 27 3 4 5 6 7 8 6k a 8z c d e f g h i j k 90 l m n 1r o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "4012|0 1 27 3 4 5 6 7 8 6k a 91 c d e f g h i j k 90 l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 92\n" +
  "4013|0 1 5p 3 4 5 6i 6j 6 7 8 6k a 93 c d e f 6m g 6n 94 h 95 i j 2r k l m n o p 6p 6q q r s t 6r u 6s 6t v 6u w 96 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 97 98 1c 1d 1e 72 73 1f 1g 1h 99|+dst_endpoint,src_endpoint\n" +
  "4014|0 1 27 3 4 5 6i 6j 6 7 8 6k a 9a c d e f 6m g 6n 2q i j 2r k l m n o p 6p 6q q r s t 6r u 6s 6t v 6u w 8r 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 63 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 9b 9c 9d 1f 1g 1h 5c|+connection_info,session,src_endpoint,traffic,tunnel_interface,tunnel_type_id\n" +
  "5001|0 1 1u 3 2b 5 6 7 8 9e a 9f c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5002|0 1 1u 3 2b 5 9g 6 7 8 9e 9h a 9i c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5003|0 1 1u 3 2b 5 6 7 8 9e a 9j c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l\n" +
  "5004|0 1 1u 3 4 5 6 7 8 9e a 9k c d e f g 1q i j k l m n o p 9l q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h|+device.os.sp_name,device.os.sp_ver,device.os.version\n" +
  "5006|0 1 2y 3 4 5 6 7 8 9e a 9m c d e f g h i j k l m n o p 1z q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5007|0 1 2y 3 4 5 6 7 8 9e a 9q c d e f g h i j k l m n 1r o p q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5008|0 1 2y 3 4 5 6 7 8 9e a 9r c d e f g h i j k l m n o 9s p q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5009|0 1 2y 3 4 5 6 7 8 9e a 9t c d e f g h i j k l m n o 6g p q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 9u\n" +
  "5010|0 1 2y 3 4 5 6 7 8 9e a 9v c d e f g h i j k l m n o p 2d q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5011|0 1 2y 3 4 5 6 7 8 9e a 9w c d e f g h i j k l m n o p q r s t 29 u v w 24 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5012|0 1 2y 3 4 5 6 7 8 9e a 9x c d e f 9y g h i j k l m n o p q r s t u v w 24 9n 9o 9p x y z 10 11 12 13 14 15 16 17 3q 9z 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5013|0 1 2y 3 4 5 6 7 8 9e a a0 c d e f g h i j k l m n o p q r s t a1 u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5014|0 1 2y 3 4 5 6 7 8 9e a a2 c d e f g h i j k l m n o p q r s t u v 32 w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5015|0 1 2y 3 4 5 6 7 8 9e a a3 c d e f g h i j k l m n o p q r s t u v w 24 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5016|0 1 2y 3 4 5 6 7 8 9e a a4 c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z 10 11 12 13 a5 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5017|0 1 2y 3 4 5 6 7 8 9e a a6 c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z 10 11 12 13 a7 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5018|0 1 2y 3 4 5 6 7 8 9e a a8 c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h 5l\n" +
  "5019|0 1 1u 3 2b 5 6 7 8 9e a a9 c d e f g 1q i j k l m n o p q r s t u v w aa ab ac x y z 10 11 12 13 ad ae af 14 15 16 17 3q ag 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5020|0 1 1u 3 2b 5 6 7 8 9e a ah c d e f g 1q i j k l m n o p q r s t u v ai w aj x y z 10 11 12 13 ak 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5021|0 1 1u 3 2b 5 6 7 8 9e a al c d e f g h i j k l m n o p q r s t u am w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5022|0 1 2y 3 4 5 6 7 8 9e a an c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z 10 11 12 13 14 15 16 17 ao 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "5023|0 1 1u 3 4 5 6 7 8 9e a ap aq d e f ar g 52 53 h i j k l m n o as p q r s t u v w x y z at 3m 10 11 12 13 14 15 16 17 18 19 1a 1b 54 1c 1d 1e 1f 1g 1h|+cloud,container,database,databucket,idp,resources,table\n" +
  "5040|0 1 2y 3 4 5 6 7 8 9e a au c d e f g 1q i j k l m n o p q r s t u v w av 9n 9o 9p x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6001|0 1 6e 3 4 5 6 7 8 aw a ax c d e f g h i j 2r k l m n o 5h 5i p q r s t u v w 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 1f 1g 1h ay az\n" +
  "6002|0 1 6e 3 4 5 b0 6 7 8 aw a b1 c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6003|0 1 1x 3 1k 2f b2 6 7 8 aw a b3 c d e f g h i j 2r k l m n o 5h 5i p q r s 2m t u v w x y z 3m 10 11 12 13 14 15 8y 16 17 18 19 1a 1b 1c 1d 1e 78 1f 1g 1h\n" +
  "6004|0 1 1x 3 4 5 6 7 8 aw a b4 c d e f g h i j k l m n o b5 5i p q r s t u v w 6v 6w 6x 6y 6z 70 71 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 1f 1g 1h ay\n" +
  "6005|0 1 2o 3 1k 2f 5 6 7 8 aw a b6 c d e f g 52 53 h i j 2r k l m n o 5h 5i p q r s 2m t u v w 9n x y z 10 11 12 13 14 15 8y 16 17 18 19 1a 1b 54 1c 1d 1e 8h b7 1f 1g 1h|+database,databucket,table\n" +
  "6006|67 1i b8 0 1 b9 3 1k 5 6 7 8 aw a ba c d e f 6m g h i j 2r k l m n 8w 8x 1r 1t o 5h 5i p q r s t u v w x y z 10 11 12 13 14 15 83 84 85 8y 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "6007|0 1 2o 3 4 5 6 7 8 aw a bb c bc d e f g h i j k l m n o p q r s t bd be bf bg bh bi bj bk bl u v 5k x y z 10 11 12 13 bm bn 14 15 16 17 18 19 1a 1b 1c 1d 1e bo 1f 1g 1h\n" +
  "6008|0 1 1u 3 4 5 6 7 8 aw a bp c d e f g h i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "7001|0 1 2e 3 4 5 6 7 8 bq a br c bs d e f g bt h i j k l m n o p q r s t u v w x y z 4g 10 11 12 13 bu 14 15 16 17 18 19 1a 46 1c 1d 1e 1f 1g 1h\n" +
  "7002|0 1 2e 3 4 5 6 7 8 bq a bv c bs d e f g bt h i j k l m n 1r o p q r s t u v w x y z 4g 10 11 12 13 bu 14 15 16 17 18 19 1a 46 1c 1d 1e 1f 1g 1h\n" +
  "7003|0 1 2e 3 4 5 6 7 8 bq a bw c bs d e f g bt h i j k l m n o p q r s t u v w 24 x y z 4g 10 11 12 13 bu 14 15 16 17 18 19 1a 46 1c 1d 1e 1f 1g 1h\n" +
  "7004|0 1 2e 3 4 5 6 7 8 bq a bx c bs d e f 9y g bt h i j k l m n o p q r s t u v w x y z 4g 10 11 12 13 bu 14 15 16 17 18 19 1a 46 1c 1d 1e 1f 1g 1h\n" +
  "8001|0 1 1u 3 4 5 6 5q 5r 7 8 by a bz c0 c 3w d e f 6m g h i j c1 k l m n o p q r s t u v w 8r c2 x y z 10 11 12 13 14 15 2x 16 17 18 19 1a 46 1c 1d 1e 72 73 1f 1g c3 c4 c5 1h|+src_endpoint,unmanned_aerial_system,unmanned_system_operator,unmanned_system_operating_area\n" +
  "8002|0 1 1u 3 4 c6 5 6 7 8 by a c7 c d e f 6m g h i j 2r k l m n o p q r s t u v w 8r c2 x y z 10 11 12 13 c8 14 15 2x 16 17 18 19 1a 1b 1c 1d 1e 72 73 1f 1g c3 c4 c5 1h|+aircraft,unmanned_aerial_system,unmanned_system_operating_area\n" +
  "201001|1i 0 1 20 3 1k 5 6 7 8 1l a c9 c d e f g 1p 1q i j k l m n o p q r s t u ca v w cb x y z cc 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "201002|0 1 1x 3 1k 5 6 7 8 1l a cd c d e f g 1q i j k l m n o p q r s t u v w ce x y z cf 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "201003|0 1 2y 3 1k 5 6 7 8 1l a cg c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h ch\n" +
  "201004|0 1 5p 3 1k 5 6 7 8 1l a ci c d e f g 1q i j k l m n o p q r s t u v w x y z 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h cj\n" +
  "205004|0 1 2y 3 4 5 6 7 8 9e a ck c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z cc 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "205005|0 1 2y 3 4 5 6 7 8 9e a cl c d e f g h i j k l m n o p q r s t u v w 9n 9o 9p x y z cf 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "205019|0 1 2y 3 4 5 6 7 8 9e a cm c d e f g h i j k l m n o p cn co q r s t cp u v w 9n 9o 9p x y z 10 11 12 13 cq 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 1g 1h\n" +
  "@access_analysis_result|cr cs ct cu cv cw\n" +
  "@account|cx cy cz d0 8f d1 8h d2 d3|+name,uid\n" +
  "@actor|6i d4 d5 as d6 3l 63 5c|+process,user,invoked_by,session,app_name,app_uid\n" +
  "@additional_restriction|d7 18 d8\n" +
  "@advisory|d9 da c0 db dc 4p dd de df dg dh di aj dj dk dl 26 4u dm dn\n" +
  "@affected_code|do dp 1r dq 4g dr ds dt\n" +
  "@affected_package|du dv dw dx dy dz e0 cp e1 e2 e3 e4 e5 4g 4u 8h e6 d3 e7 99\n" +
  "@agent|8f 5j 8h e8 d3 e9 e7 ea|+uid,name\n" +
  "@ai_model|eb cp d3 ea|+name,uid\n" +
  "@aircraft|ec ed 8f ee ef eg eh d3 e9 ei|+name,serial_number,uid,uid_alt\n" +
  "@analysis_target|cp 8h\n" +
  "@analytic|ej ek 4p 8f el 3q em 8h en d3 ea|+name,uid\n" +
  "@anomaly|eo ep eq er\n" +
  "@anomaly_analysis|es et eu\n" +
  "@api|65 ev 7v 7w 62 ew ea\n" +
  "@application|ex ey 4p 65 ez d0 8f dq f0 f1 3n 3o 3p ak d1 8h d3 e9 74 ea|+uid,name\n" +
  "@assessment|ek 4p f2 8f 5k d3|+name,uid\n" +
  "@attack|f3 f4 f5 f6 f7 ea|+tactic,technique,sub_technique\n" +
  "@auth_factor|2q f8 f9 fa fb fc fd fe ff\n" +
  "@authentication_token|db dc fg 8w 8x fh fi dg dh 8f fj 8h fk d3 fl\n" +
  "@authorization|fm 5k\n" +
  "@autonomous_system|8f fn|+number,name\n" +
  "@baseline|eo ep eq er\n" +
  "@campaign|cp\n" +
  "@certificate|db dc 8w 8x fo fp fq fr fs ft d3 ea\n" +
  "@check|4p 8f 44 14 fu fv 18 d8 d3 ea\n" +
  "@cis_benchmark|fw 4p cp\n" +
  "@cis_benchmark_result|4p cp 4g dr\n" +
  "@cis_control|4p cp ea\n" +
  "@cis_csc|fx ea\n" +
  "@classifier_details|8f fy d3\n" +
  "@cloud|fz g0 g1 g2 g3 at fl\n" +
  "@compliance|9g ek g4 g5 g6 g7 g8 4p g9 fv 18 19 1a ga d8\n" +
  "@container|dy gb d0 8f gc gd ge gf 26 gg d1 d3|+uid,name\n" +
  "@cve|db dc gh gi gj gk 4p gl dg dh aj dj dl dm 8h dn\n" +
  "@cvss|gm gn go gp 14 4u gq e7 99\n" +
  "@cwe|gr 4u dn\n" +
  "@d3f_tactic|8f 4u d3|+name,uid\n" +
  "@d3f_technique|8f 4u d3|+name,uid\n" +
  "@d3fend|gs gt ea|+d3f_tactic,d3f_technique\n" +
  "@data_classification|ek gu gv gw gx gy 5k 26 4u 18 ga d8 bo d3|+category_id,confidentiality_id\n" +
  "@data_security|ek gu gv gw gx gz h0 h1 h2 h3 gy h4 5k 26 4u 18 ga d8 bo d3|+data_lifecycle_state_id,detection_pattern,detection_system_id,policy\n" +
  "@database|db dc h5 h6 4p h7 h8 dg dh 8f 26 8h h9 d3|+name,uid\n" +
  "@databucket|ha hb db dc ex ey h5 h6 4p fg 2s 65 h8 ez hc hd he hf d0 dg dh 8f hg dq f0 f1 26 d1 8h hh d3 e9 ea hi|+name,uid\n" +
  "@dce_rpc|7z hj hk hl hm\n" +
  "@device|ha hn ho hp hq hr db dc 4p hs ht hu hv h8 ez hw hx hy gb hz i0 i1 i2 i3 hc hd i4 i5 i6 i7 i8 i9 ia ib ic ec id ie if ed dg dh 8f ig ih g1 di ii dq ij at 3n 3o 3p ik il 8h im in d3 e9 e7 io ip fl|+ip,uid,name,hostname,instance_uid,interface_uid,interface_name\n" +
  "@device_hw_info|iq ir is it iu iv iw ix iy iz j0 j1 j2 j3 7s j4 ee j5 e7\n" +
  "@digital_signature|ej j6 5t db dc j7 j8 3q j9\n" +
  "@discovery_details|g ja jb 8h jc\n" +
  "@display|jd je jf jg jh\n" +
  "@dns_answer|ji jj jk jl jm jn 8h\n" +
  "@dns_query|ji jo jp jq jl 8h\n" +
  "@domain_contact|f8 ec 8f fd 8h jr d3\n" +
  "@edge|ey js 8f jt ju jv d3|+name,uid\n" +
  "@email|jw jx h5 h6 jy jz k0 8p k1 k2 k3 k4 k5 k6 k7 k8 k9 ka kb kc kd 26 ke kf ft 8t kg d3 kh ki|+from,to\n" +
  "@email_auth|kj kk kl km kn ko kp\n" +
  "@encryption_details|ej kq kr ks 8h\n" +
  "@endpoint|ha hr hs ez hw i1 i2 i3 hc ec id ie 8f ig di dq ij il 8h kt d3 io ip fl|+ip,uid,name,hostname,instance_uid,interface_uid,interface_name\n" +
  "@endpoint_connection|ku kv|+network_endpoint,code\n" +
  "@enrichment|db dc kw 4p cp fe kx ky 4u 8h kz\n" +
  "@environment_variable|cp kz\n" +
  "@epss|db dc l0 l1 ea\n" +
  "@evidences|2b l2 6m ar ey 52 53 2q 2r l3 2s 5h 5i 6p l4 8f 3l 7c l5 l6 3m l7 2x 72 d3 74 5c 4y 4z l8|+actor,api,connection_info,data,database,databucket,device,dst_endpoint,email,file,process,query,src_endpoint,url,user,job,script,reg_key,reg_value,win_service\n" +
  "@extension|8f d3 99|+name,uid\n" +
  "@feature|8f d3 ea|+name,uid\n" +
  "@file|l9 la lb lc ld gw gx db dc le h5 h6 4p lf lg fg lh li lj lk ll he lm ln lo lp dg dh lq cp dq lr e3 aj ls lt lu 26 lv d1 8h h9 d3 lw 74 ea lx ly\n" +
  "@finding|db dc 4p hu hv ib ic dg dh aj lz m0 4g 4u m1 m2 m3 dn\n" +
  "@finding_info|33 m4 34 db dc 3c 4p hu hv 3i ib ic dg dh aj lz el m0 m5 4u d1 dm m6 m3 dn e9\n" +
  "@fingerprint|ej m7 kz\n" +
  "@firewall_rule|ek m8 4p k m9 ma 8f mb mc 8h d3 ea|+name,uid\n" +
  "@function_invocation|md me mf|+parameters,return_value,error\n" +
  "@gpu_info|mg mh mi ed e7 mj mk ml\n" +
  "@graph|4p mm js 8f mn mo mp 8h d3|+name,uid\n" +
  "@group|4p hs 8f 66 8h d3 e9|+name,uid\n" +
  "@hassh|ej mq\n" +
  "@http_cookie|hs 8w 8x mr ms mt cp e3 mu mv kz\n" +
  "@http_header|cp kz\n" +
  "@http_request|mw mx k4 my mz n0 d3 74 n1 ea n2\n" +
  "@http_response|mx n3 n4 k4 n5 mz s 18\n" +
  "@identity_activity_metrics|hu hv n6 n7 ib ic n8 n9 na\n" +
  "@idp|5e hs nb nc nd 8f 8r ne nf 3q ng fj d3 nh|+name,uid\n" +
  "@image|d0 8f e3 gg d1 dn\n" +
  "@ja4_fingerprint|ni nj nk nl 8h nm kz\n" +
  "@job|nn db dc 4p 2s cn co cp no np nq nr 5c\n" +
  "@kb_article|d9 da c0 db dc dd de df di aj 14 26 4u dm d3|+uid,src_url\n" +
  "@kernel|lo cp e3 ns 8h nt\n" +
  "@kernel_driver|1r\n" +
  "@key_value_object|cp jc nu|+value,values\n" +
  "@keyboard_info|nv nw nx ny nz\n" +
  "@kill_chain_phase|o0 o1\n" +
  "@ldap_person|o2 db dc o3 o4 o5 o6 o7 o8 o9 oa ob oc d0 od oe of og oh oi ec oj dg dh ok fd ol d1\n" +
  "@load_balancer|c0 ku 2r om on hc s go 8f 1a d3|+name,uid\n" +
  "@location|oo op oq or os 4p ot ou ov ow ox oy oz p0 p1 p2 fe at|+city,country,postal_code,region\n" +
  "@logger|2q p3 p4 p5 p6 2t 2u p7 p8 p9 8f aj pa pb d3 pc ea|+name,uid\n" +
  "@long_string|p4 pc kz\n" +
  "@malware|pd pe pf k0 8f pg e3 fe 14 fu d3|+name,uid\n" +
  "@malware_scan_info|l m 8f be pg ph 26 16 17 8h pi d3 pj|+name,uid\n" +
  "@managed_entity|ey 2q l3 65 ec 8f g1 5k 8h fk d3 5c ea|+name,uid,device,group,org,policy,user\n" +
  "@message_context|pk pl 55 pm 8f pn 62 po d3|+application,service\n" +
  "@metadata|pp h5 h6 pq pr ps pt p4 d0 p5 p6 2t 2u pu p7 p8 p9 pv dg dh pw px py pz q0 q1 q2 q3 q4 d1 fj q5 q6 pa pb 8h d3 pc 99\n" +
  "@metric|cp kz\n" +
  "@mitigation|bt 8f 4u d3|+name,uid\n" +
  "@module|22 2s q7 q8 q9 qa qb 8h|+load_type_id,function_name\n" +
  "@network_connection_info|qc qd qe 8l 8m qf 8r qg 7t qh 63 qi d3\n" +
  "@network_endpoint|ha qj hr hs fo ez hw i1 i2 i3 qk hc oy ql ec id ie 8f ig qm qn di dq ij 8g c2 il qo 8h kt d3 io ip fl|+ip,uid,name,hostname,svc_name,instance_uid,interface_uid,interface_name,domain\n" +
  "@network_interface|ez hc id 8f hg qp qq 8h qr d3|+ip,mac,name,hostname,uid\n" +
  "@network_proxy|ha qj hr hs fo ez hw i1 i2 i3 qk hc oy ql ec id ie 8f ig qm qn di dq ij 8g c2 il qo 8h kt d3 io ip fl|+ip,uid,name,hostname,svc_name,instance_uid,interface_uid,interface_name,domain\n" +
  "@network_traffic|qs qt qu qv qw qx qy l m qz r0 r1 16 17 r2\n" +
  "@node|ey 4p 8f 8h dn\n" +
  "@observable|p3 8f kx 8h r3 r4 jc\n" +
  "@observation|g r2 kz\n" +
  "@occurrence_details|r5 r6 r7 dp r8 r9 ra rb dt|+cell_name,column_name,column_number,end_line,json_path,page_number,record_index_in_array,row_number,start_line\n" +
  "@organization|8f rc rd d3|+name,uid\n" +
  "@os|re os dv iw rf rg rh cp ri rj 8h rk ea\n" +
  "@osint|7a 34 qj rl ek 3w 39 3a db dc le 4p h1 rm rn l3 8o 8w 8x ro 2s rp 3i d0 ec 3j dg dh 8f dj el kx 3p l7 14 fu lu 4u rq ik rr rs 8h rt d3 ru rv kz e7 3s rw\n" +
  "@package|du dv dw dy dz e0 cp e1 e2 e4 e5 4u 8h e6 d3 e7 99\n" +
  "@packet|rx ry rz s0 s1 s2 q4 s3 s4 kz\n" +
  "@parameter|8f s5 s6|+name,pre_value,post_value\n" +
  "@peripheral_device|ji ed cp ee 8h fk d3 s7 e7|+name,uid\n" +
  "@permission_analysis_result|s8 cv cw 5k s9 sa sb sc\n" +
  "@policy|ey 4p 65 sd 8f 8h d3 ea|+name,type,uid\n" +
  "@port_info|se 8r qg\n" +
  "@privilege_attack_info|sf sg\n" +
  "@privilege_info|sh si sj cp 8h b7\n" +
  "@process|sk sl nn hr sm db dc sn so sp 2s sq sr ss st su sv 8f ig sw e3 sx sy sz 63 t0 t1 t2 d3 5c t3 ly|+pid,uid,cpid\n" +
  "@process_entity|nn sm db dc 8f e3 sx d3|+cmd_line,name,path,pid,uid,cpid\n" +
  "@product|dv h5 h6 t4 rh 8f e3 d3 nh e7 ea|+name,uid\n" +
  "@programmatic_credential|si sj 8h dn\n" +
  "@query_evidence|6m 2s t5 65 l4 t6 2n ih t7 3l t8 t9 l5 l6 62 63 ta 3q tb 5c 9u|^connection_info,file,folder,group,job,kernel,module,network_interfaces,peripheral_device,process,reg_key,reg_value,service,session,startup_item,user\n" +
  "@query_info|qs ey 8f tc 7d 7e d3|+name,uid\n" +
  "@reg_key|lo dg dh td ls\n" +
  "@reg_value|ey te lo dg dh cp td tf tg th ti 8h tj\n" +
  "@related_event|34 g db dc 4p hu hv 3i ib ic dg dh u aj lz 14 fu 18 d1 dm m6 8h 1f r4 dn\n" +
  "@remediation|fw tk 9l tl dj\n" +
  "@reporter|ez hc 8f g1 d3|+hostname,ip,name,uid\n" +
  "@reputation|gm fe tm tn\n" +
  "@request|to ey jk dn\n" +
  "@resource_details|ha hb db dc ex ey h5 h6 65 ez hc hd d0 dg dh 8f hg dq tp f0 f1 tq tr d1 8h d3 e9 ea hi|+name,uid\n" +
  "@response|ku to ey md on jk s\n" +
  "@rpc_interface|ts tt tu 99\n" +
  "@rule|ek 4p 8f 8h d3 ea|+name,uid\n" +
  "@san|cp fy\n" +
  "@sbom|db dc tv aj tw 8h b7 d3 ea\n" +
  "@scan|8f 8h pi d3|+name,uid\n" +
  "@scim|5q 5r db dc on tx ty cn co dg dh 8f 8r mb tz u0 3q ng d3 e9 nh e7 ea\n" +
  "@script|2s li 8f u1 u2 8h pi d3\n" +
  "@security_state|3q u3\n" +
  "@service|d0 8f d1 d3 ea|+name,uid\n" +
  "@service_privilege_analysis|u4 s8 u5 si sj cp u6 u7 sb u8\n" +
  "@session|g db dc u9 ua 8w 8x 5w 5y ub nd uc d3 e9 j5\n" +
  "@software_component|ud dy dz cp e4 ue uf ug 8h b7 99\n" +
  "@span|k uh m s ui u1 62 uj 17 19 dn\n" +
  "@sso|5q 5r 5t db dc uk ul um un uo dg dh 8f 8r up d3 e7\n" +
  "@startup_item|uq l4 cp 3l ur us nq ut uu uv 8h uw l8|^driver,job,process,win_service\n" +
  "@sub_technique|8f 4u d3|+name,uid\n" +
  "@table|db dc 4p h8 dg dh 8f 26 d3|+name,uid\n" +
  "@tactic|8f 4u d3|+name,uid\n" +
  "@technique|8f 4u d3|+name,uid\n" +
  "@threat_actor|cp 8h qr\n" +
  "@ticket|4u 18 ga ux dm 8h e6 d3|+src_url,uid\n" +
  "@timespan|k uy uz uk v0 v1 v2 v3 l m 16 17 8h e8|+duration,duration_days,duration_hours,duration_mins,duration_months,duration_secs,duration_weeks,duration_years,end_time,start_time\n" +
  "@tls|v4 5t 7p v5 v6 v7 v8 v9 va kr fr vb vc vd 99\n" +
  "@tls_extension|ey 8h ve\n" +
  "@token|db dc 8w 8x fh dg dh 8f fj 8h fk d3 fl\n" +
  "@trace|k l m jk 62 vf 16 17 dn\n" +
  "@trait|ek 8f 8h d3 nu|+name,uid\n" +
  "@transformation_info|rh 8f aj vg 1d d3 nh|+name,uid\n" +
  "@unmanned_aerial_system|hw ec ed 8f ee ef eg eh 8h vh d3 e9 j5 ei|+name,serial_number,uid,uid_alt\n" +
  "@unmanned_system_operating_area|oo vi vj op oq or g os 4p l m ot ou ov ow ox oy oz vk p0 p1 p2 fe vl at 16 17 8h b7|+city,country,postal_code,region\n" +
  "@url|vm vn hs ez e3 8g vo vp vq vr nh|+url_string,path\n" +
  "@user|fz u9 o6 hs f8 vs vt h8 nc vu 8f g1 fd na 3n 3o 3p 8h qr d3 e9|+account,name,uid\n" +
  "@vendor_attributes|14 fu\n" +
  "@vulnerability|vv vw vx ek vy gi vz 4p w0 w1 w2 w3 w4 hu hv w5 w6 w7 w8 w9 9l tl ib ic wa dj wb 4g 14 dm e7|^advisory,cve,cwe\n" +
  "@web_resource|db dc ey h5 h6 4p d0 dg dh 8f d1 8h d3 e9 nh|+name,uid\n" +
  "@whois|qj db dc wc wd hs we f8 oy ql ib ic wf fd wg 18 rq ik\n" +
  "@win_resource|db dc ey h5 h6 wh d0 dg dh 8f qo d1 8h wi d3 e9|+name,uid\n" +
  "@win_service|nn wj d0 wk cp wl wm wn wo wp wq wr ws wt wu wv ww d1 d3 ea|+cmd_line,service_category_id,service_dependencies,service_error_control_id,service_start_name,service_start_type_id,service_type_id\n";
