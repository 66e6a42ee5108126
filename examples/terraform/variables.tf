variable "name" {
  description = "What all resources are called."
  type        = string
  default     = "gatehouse-tf"
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "functions" {
  description = "The folder with post-confirmation.zip and authorizer.zip, which bundle.ts makes."
  type        = string
}

variable "origin_url" {
  description = "The source server, as the gateway reaches it."
  type        = string
}

variable "origin_secret" {
  description = "What the gateway adds to each request, so that the source server answers it."
  type        = string
  sensitive   = true
}

variable "authorizer_ttl" {
  description = "Seconds for which the gateway keeps a verdict."
  type        = number
  default     = 60
}

variable "log_retention_days" {
  type    = number
  default = 14
}

variable "label" {
  description = "A word that is part of every resource that can have one: change it to see each changed in place."
  type        = string
  default     = "first"
}
