output "user_pool_id" {
  value = aws_cognito_user_pool.people.id
}

output "client_id" {
  value = aws_cognito_user_pool_client.client.id
}

output "table" {
  value = aws_dynamodb_table.users.name
}

output "rest_api" {
  value = { id = aws_api_gateway_rest_api.gate.id, stage = aws_api_gateway_stage.live.stage_name }
}

output "http_api" {
  value = { id = aws_apigatewayv2_api.gate.id, stage = aws_apigatewayv2_stage.live.name }
}
