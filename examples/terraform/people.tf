resource "aws_cognito_user_pool" "people" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  username_configuration {
    case_sensitive = false
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    invite_message_template {
      email_subject = "Your account, ${var.label}"
      email_message = "You are {username}, your password is {####}"
      sms_message   = "You are {username}, your password is {####}"
    }
  }

  lambda_config {
    post_confirmation = aws_lambda_function.function["post-confirmation"].arn
  }
}

resource "aws_cognito_user_pool_client" "client" {
  name                          = "${var.name}-${var.label}"
  user_pool_id                  = aws_cognito_user_pool.people.id
  prevent_user_existence_errors = "ENABLED"
  explicit_auth_flows           = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"]
}

resource "aws_lambda_permission" "user_pool" {
  statement_id  = "user-pool"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function["post-confirmation"].function_name
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.people.arn
}
