import { Injectable } from '@nestjs/common';

/** Whether this process is about to stop: /health/ready says so before anything else does. */
@Injectable()
export class ServiceState {
  stopping = false;
}
