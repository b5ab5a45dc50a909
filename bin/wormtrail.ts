#!/usr/bin/env node
import { runProcess } from '../cli/main';

// The AWS SDK's notice about the age of this Node would stand among what a command says.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

void runProcess();
