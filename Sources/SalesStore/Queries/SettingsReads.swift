import Database
import Sales
import Values

extension StoreReading {
  /// The company's settings, those not stored at their usual value.
  public func settings() throws -> CompanySettings {
    CompanySettings(stored: try all(Setting.self))
  }

  /// The company: its currency, what its documents print.
  /// - Throws: `StoreError.notFound` in a file that was never founded.
  public func company() throws -> Company {
    try get(Company.self, 1.sqlValue)
  }

  /// The roles of a person.
  public func roles(of person: ID<Salesperson>) throws -> Set<Role> {
    Set(
      try all(SalespersonRole.self, "WHERE salesperson_id = \(person)").map(\.role))
  }

  /// The active people who may approve.
  public func approvers() throws -> Set<ID<Salesperson>> {
    let ids: [ID<Salesperson>] = try connection.rows(
      """
      SELECT DISTINCT salesperson.id
      FROM salesperson JOIN salesperson_role ON salesperson_role.salesperson_id = salesperson.id
      WHERE salesperson.active = 1 AND salesperson_role.role IN ('manager', 'administrator')
      """
    ) { ID(rawValue: try $0.id(0)) }
    return Set(ids)
  }
}
