#!/usr/bin/env node
import { runProcess } from '../cli/main';

void runProcess();
