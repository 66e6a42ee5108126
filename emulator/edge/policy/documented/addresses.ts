import { type Documented, when } from './documented-case.ts';

const from = (address: string) => ({ context: { 'aws:SourceIp': address } });
const both = ['203.0.113.0/24', '2001:DB8:1234:5678::/64'];

export const addresses: Documented = {
  page: 'Condition operators: IP address',
  cases: [
    ['in the range', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), from('203.0.113.255'), 'allowed'],
    [
      'beside the range',
      when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('203.0.114.0'),
      'implicit-deny',
    ],
    ['the key is absent', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), {}, 'implicit-deny'],
    [
      'an address alone is one address',
      when('IpAddress', 'aws:SourceIp', '203.0.113.5'),
      from('203.0.113.5'),
      'allowed',
    ],
    [
      'an address alone is no other',
      when('IpAddress', 'aws:SourceIp', '203.0.113.5'),
      from('203.0.113.6'),
      'implicit-deny',
    ],
    ['IPv6 in the range', when('IpAddress', 'aws:SourceIp', both), from('2001:db8:1234:5678::1'), 'allowed'],
    [
      'IPv6 beside the range',
      when('IpAddress', 'aws:SourceIp', both),
      from('2001:db8:1234:5679::1'),
      'implicit-deny',
    ],
    ['IPv4 in a mixed list', when('IpAddress', 'aws:SourceIp', both), from('203.0.113.9'), 'allowed'],
    [
      'NotIpAddress: in the range',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('203.0.113.9'),
      'implicit-deny',
    ],
    [
      'NotIpAddress: beside the range',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('198.51.100.1'),
      'allowed',
    ],
    [
      'NotIpAddress: the key is absent',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      {},
      'allowed',
    ],
    ['every address', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), from('8.8.8.8'), 'allowed'],
  ],
};
