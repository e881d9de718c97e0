/**
 * What an answer was, in one vocabulary for all dashboards, whatever its status: Zuul's status categories (com.netflix.zuul.stats.status
 * .ZuulStatusCategory), those of them that can happen here.
 */
export type StatusCategory =
  | 'SUCCESS'
  | 'SUCCESS_NOT_FOUND'
  | 'SUCCESS_LOCAL_NO_ROUTE'
  | 'FAILURE_CLIENT_BAD_REQUEST'
  | 'FAILURE_CLIENT_CANCELLED'
  | 'FAILURE_CLIENT_THROTTLED'
  | 'FAILURE_CLIENT_TIMEOUT'
  | 'FAILURE_CLIENT_UNAUTHORIZED'
  | 'FAILURE_LOCAL'
  | 'FAILURE_LOCAL_PIPELINE'
  | 'FAILURE_LOCAL_TIMEOUT'
  | 'FAILURE_ORIGIN'
  | 'FAILURE_ORIGIN_READ_TIMEOUT'
