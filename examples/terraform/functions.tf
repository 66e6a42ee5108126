locals {
  # What each function may do with the table, and how many seconds it has. Cognito waits five for its trigger.
  functions = {
    post-confirmation = { timeout = 4, actions = ["dynamodb:PutItem", "dynamodb:GetItem"], notes = [] }
    # It also writes down in which hour a credential was used, and may write nothing else.
    authorizer = { timeout = 3, actions = ["dynamodb:GetItem"], notes = ["dynamodb:UpdateItem"] }
  }
}

resource "aws_cloudwatch_log_group" "function" {
  for_each          = local.functions
  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.log_retention_days
}

resource "aws_iam_role" "function" {
  for_each    = local.functions
  name        = "${var.name}-${each.key}"
  description = "Role of ${each.key}, ${var.label}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.functions
  name     = "may"
  role     = aws_iam_role.function[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      { Sid = var.label, Effect = "Allow", Action = each.value.actions, Resource = aws_dynamodb_table.users.arn },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.function[each.key].arn}:*"
      },
      ], [for action in each.value.notes : {
        Effect    = "Allow"
        Action    = [action]
        Resource  = aws_dynamodb_table.users.arn
        Condition = { "ForAllValues:StringEquals" = { "dynamodb:Attributes" = ["authentication", "lastUsedAt"] } }
    }])
  })
}

resource "aws_lambda_function" "function" {
  for_each         = local.functions
  function_name    = "${var.name}-${each.key}"
  description      = var.label
  role             = aws_iam_role.function[each.key].arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  memory_size      = 256
  timeout          = each.value.timeout
  filename         = "${var.functions}/${each.key}.zip"
  source_code_hash = filebase64sha256("${var.functions}/${each.key}.zip")

  environment {
    variables = {
      TABLE_NAME   = aws_dynamodb_table.users.name
      NODE_OPTIONS = "--enable-source-maps"
    }
  }

  depends_on = [aws_iam_role_policy.function]
}
