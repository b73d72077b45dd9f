import Sales
import SalesStore

/// Answers about the company itself.
enum CompanyAnswers {
  /// `init`.
  static let founded = Shape<OpenDesk>(
    "company",
    [
      Field("path", .text) { .text($0.file.path) },
      Field("name", .text) { .text($0.company.name) },
      Field("siren", .text) { .text($0.company.siren) },
      Field("vatNumber", .text) { .text($0.company.vatNumber) },
      Field("town", .text) { .text($0.company.town) },
      Field("currency", .text) { .text($0.company.currency.code) },
      Field("user", .text) { .text($0.desk.actor.code) },
    ])

  /// `user list`.
  static let users = Shape<UserRow>(
    "users",
    [
      Field("code", .text) { .text($0.person.code) },
      Field("name", .text) { .text($0.person.name) },
      Field("roles", .words) { .words($0.roles.map(\.rawValue)) },
      Field("team", .text) { .text($0.team) },
      Field("warehouse", .text) { .text($0.warehouse) },
      Field("login", .text) { .text($0.person.login) },
      Field("active", .flag) { .flag($0.person.active) },
    ])
}
