# The same gate as an HTTP API, for comparison: it answers a wrong credential with 403, and passes the credential on.
resource "aws_apigatewayv2_api" "gate" {
  name          = "${var.name}-http"
  protocol_type = "HTTP"
  description   = var.label
}

resource "aws_apigatewayv2_authorizer" "credential" {
  api_id                            = aws_apigatewayv2_api.gate.id
  name                              = var.name
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = aws_lambda_function.function["authorizer"].invoke_arn
  authorizer_payload_format_version = "2.0"
  identity_sources                  = ["$request.header.Authorization"]
  authorizer_result_ttl_in_seconds  = var.authorizer_ttl
}

resource "aws_lambda_permission" "http_api" {
  statement_id  = "http-api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function["authorizer"].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.execute_api}:${aws_apigatewayv2_api.gate.id}/authorizers/${aws_apigatewayv2_authorizer.credential.id}"
}

resource "aws_apigatewayv2_integration" "origin" {
  api_id             = aws_apigatewayv2_api.gate.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = var.origin_url
  description        = var.label
  request_parameters = {
    "overwrite:header.x-origin-secret" = var.origin_secret
    "overwrite:header.x-user"          = "$context.authorizer.username"
    "overwrite:path"                   = "$request.path"
  }
}

resource "aws_apigatewayv2_route" "everything" {
  api_id             = aws_apigatewayv2_api.gate.id
  route_key          = "$default"
  target             = "integrations/${aws_apigatewayv2_integration.origin.id}"
  authorization_type = "CUSTOM"
  operation_name     = var.label
  authorizer_id      = aws_apigatewayv2_authorizer.credential.id
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.gate.id
  name        = "live"
  description = var.label
  auto_deploy = true
}
