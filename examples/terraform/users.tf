resource "aws_dynamodb_table" "users" {
  name         = "${var.name}-user"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "authentication"

  attribute {
    name = "authentication"
    type = "S"
  }
}
