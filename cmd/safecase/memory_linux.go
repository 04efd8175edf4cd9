package main

import "syscall"

// limitProcess lets the kernel refuse memory beyond a number of bytes and end
// the process after some seconds of processor time. Data is counted, not
// addresses: the runtime of Go reserves many more than it uses.
func limitProcess(bytes, seconds uint64) error {
	for resource, most := range map[int]uint64{syscall.RLIMIT_DATA: bytes, syscall.RLIMIT_CPU: seconds} {
		limit := syscall.Rlimit{Cur: most, Max: most}
		var now syscall.Rlimit
		if err := syscall.Getrlimit(resource, &now); err == nil && now.Max < most {
			continue // somebody set a lower one
		}
		if err := syscall.Setrlimit(resource, &limit); err != nil {
			return err
		}
	}
	return nil
}
