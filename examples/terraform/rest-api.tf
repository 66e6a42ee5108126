# The gate as a REST API: the authorizer is asked about every path and method.
resource "aws_api_gateway_rest_api" "gate" {
  name        = var.name
  description = var.label
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_authorizer" "credential" {
  name                             = var.name
  rest_api_id                      = aws_api_gateway_rest_api.gate.id
  type                             = "TOKEN"
  authorizer_uri                   = aws_lambda_function.function["authorizer"].invoke_arn
  identity_source                  = "method.request.header.Authorization"
  authorizer_result_ttl_in_seconds = var.authorizer_ttl
}

resource "aws_lambda_permission" "rest_api" {
  statement_id  = "rest-api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function["authorizer"].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.execute_api}:${aws_api_gateway_rest_api.gate.id}/authorizers/${aws_api_gateway_authorizer.credential.id}"
}

# {proxy+} does not match the root: each has a method of its own.
resource "aws_api_gateway_resource" "every_path" {
  rest_api_id = aws_api_gateway_rest_api.gate.id
  parent_id   = aws_api_gateway_rest_api.gate.root_resource_id
  path_part   = "{proxy+}"
}

locals {
  ways = {
    root       = { resource = aws_api_gateway_rest_api.gate.root_resource_id, path = "/", proxy = false }
    every_path = { resource = aws_api_gateway_resource.every_path.id, path = "/{proxy}", proxy = true }
  }
}

resource "aws_api_gateway_method" "way" {
  for_each           = local.ways
  rest_api_id        = aws_api_gateway_rest_api.gate.id
  resource_id        = each.value.resource
  http_method        = "ANY"
  authorization      = "CUSTOM"
  authorizer_id      = aws_api_gateway_authorizer.credential.id
  operation_name     = var.label
  request_parameters = each.value.proxy ? { "method.request.path.proxy" = true } : {}
}

resource "aws_api_gateway_integration" "way" {
  for_each                = local.ways
  rest_api_id             = aws_api_gateway_rest_api.gate.id
  resource_id             = each.value.resource
  http_method             = aws_api_gateway_method.way[each.key].http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "ANY"
  uri                     = "${var.origin_url}${each.value.path}"

  # Nobody passes for somebody else, and the client's credential stays here.
  request_parameters = merge(
    {
      "integration.request.header.x-origin-secret" = "'${var.origin_secret}'"
      "integration.request.header.x-user"          = "context.authorizer.principalId"
      "integration.request.header.Authorization"   = "''"
    },
    each.value.proxy ? { "integration.request.path.proxy" = "method.request.path.proxy" } : {},
  )
}

resource "aws_api_gateway_gateway_response" "unauthorized" {
  rest_api_id   = aws_api_gateway_rest_api.gate.id
  response_type = "UNAUTHORIZED"
  status_code   = "401"
  # AWS fills this one in when it is left out, and Terraform would see a change each time.
  response_templates = {
    "application/json" = "{\"message\":$context.error.messageString}"
  }
  response_parameters = {
    "gatewayresponse.header.WWW-Authenticate" = "'Basic realm=\"${var.label}\"'"
  }
}

# A deployment is a snapshot: a change of what it holds makes a new one.
resource "aws_api_gateway_deployment" "gate" {
  rest_api_id = aws_api_gateway_rest_api.gate.id
  triggers = {
    content = sha1(jsonencode([
      local.ways,
      var.label,
      var.origin_url,
      sha1(var.origin_secret),
      var.authorizer_ttl,
      aws_api_gateway_authorizer.credential.authorizer_uri,
    ]))
  }
  depends_on = [
    aws_api_gateway_integration.way,
    aws_api_gateway_gateway_response.unauthorized,
  ]
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.gate.id
  deployment_id = aws_api_gateway_deployment.gate.id
  stage_name    = "live"
  description   = var.label
}
